package sekisho.ecs.init_test

import rego.v1

import data.sekisho.ecs.init

test_good_1 if {
	r := init.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"initProcessEnabled": true}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := init.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "entryPoint": ["/usr/bin/tini", "--", "app"]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := init.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := init.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"initProcessEnabled": false}}]}
`)
	count(r) == 1
}
