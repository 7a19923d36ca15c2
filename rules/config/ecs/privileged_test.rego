package sekisho.ecs.privileged_test

import rego.v1

import data.sekisho.ecs.privileged

test_good_1 if {
	r := privileged.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) == 0
}

test_good_2 if {
	r := privileged.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "privileged": false}]}
	count(r) == 0
}

test_bad_3 if {
	r := privileged.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "privileged": true}]}
	count(r) > 0
}

test_bad_4 if {
	r := privileged.deny with input as {"taskDefinition": {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "privileged": true}]}}
	count(r) > 0
}
