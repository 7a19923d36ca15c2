package sekisho.ecs.host_mode_test

import rego.v1

import data.sekisho.ecs.host_mode

test_good_1 if {
	r := host_mode.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}], "networkMode": "awsvpc"}
	count(r) == 0
}

test_good_2 if {
	r := host_mode.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) == 0
}

test_bad_3 if {
	r := host_mode.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}], "networkMode": "host"}
	count(r) > 0
}

test_bad_4 if {
	r := host_mode.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}], "pidMode": "host"}
	count(r) > 0
}
