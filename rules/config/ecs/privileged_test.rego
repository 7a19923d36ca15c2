package sekisho.ecs.privileged_test

import rego.v1

import data.sekisho.ecs.privileged

test_good_1 if {
	r := privileged.deny with input as sekisho.input("task.json", `{"family": "x", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := privileged.deny with input as sekisho.input("task.json", `{"taskDefinition": {"family": "x", "containerDefinitions": [{"name": "a", "image": "a:1", "privileged": false}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := privileged.deny with input as sekisho.input("task.json", `{"family": "x", "containerDefinitions": [{"name": "a", "image": "a:1", "privileged": true}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := privileged.deny with input as sekisho.input("task.json", `{"taskDefinition": {"containerDefinitions": [{"name": "a", "image": "a:1", "privileged": false}, {"name": "b", "image": "b:1", "privileged": true}]}}
`)
	count(r) == 1
}
