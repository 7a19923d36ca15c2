package sekisho.ecs.read_only_root_test

import rego.v1

import data.sekisho.ecs.read_only_root

test_good_1 if {
	r := read_only_root.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": true}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := read_only_root.deny with input as sekisho.input("task.json", `{"taskDefinition": {"containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": true}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := read_only_root.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := read_only_root.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": false}]}
`)
	count(r) == 1
}
