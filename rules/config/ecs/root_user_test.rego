package sekisho.ecs.root_user_test

import rego.v1

import data.sekisho.ecs.root_user

test_good_1 if {
	r := root_user.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "user": "1000"}]}
	count(r) == 0
}

test_good_2 if {
	r := root_user.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "user": "app:app"}]}
	count(r) == 0
}

test_bad_3 if {
	r := root_user.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) > 0
}

test_bad_4 if {
	r := root_user.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "user": "0:0"}]}
	count(r) > 0
}
