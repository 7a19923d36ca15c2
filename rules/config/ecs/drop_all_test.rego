package sekisho.ecs.drop_all_test

import rego.v1

import data.sekisho.ecs.drop_all

test_good_1 if {
	r := drop_all.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"drop": ["ALL"]}}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := drop_all.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "privileged": true}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := drop_all.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := drop_all.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"drop": ["NET_RAW"]}}}]}
`)
	count(r) == 1
}
