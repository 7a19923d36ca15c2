package sekisho.ecs.read_only_root_test

import rego.v1

import data.sekisho.ecs.read_only_root

test_good_1 if {
	r := read_only_root.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": true}]}
	count(r) == 0
}

test_good_2 if {
	r := read_only_root.deny with input as {"taskDefinition": {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": true}]}}
	count(r) == 0
}

test_bad_3 if {
	r := read_only_root.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) > 0
}

test_bad_4 if {
	r := read_only_root.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "readonlyRootFilesystem": false}]}
	count(r) > 0
}
