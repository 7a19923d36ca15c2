package sekisho.ecs.links_test

import rego.v1

import data.sekisho.ecs.links

test_good_1 if {
	r := links.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "links": []}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := links.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := links.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "links": ["db"]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := links.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "links": ["db:database", "cache"]}]}
`)
	count(r) == 1
}
