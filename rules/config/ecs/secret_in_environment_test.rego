package sekisho.ecs.secret_in_environment_test

import rego.v1

import data.sekisho.ecs.secret_in_environment

test_good_1 if {
	r := secret_in_environment.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "LEVEL", "value": "info"}]}]}
	count(r) == 0
}

test_good_2 if {
	r := secret_in_environment.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:x"}]}]}
	count(r) == 0
}

test_bad_3 if {
	r := secret_in_environment.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "DB_PASSWORD", "value": "x"}]}]}
	count(r) > 0
}

test_bad_4 if {
	r := secret_in_environment.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "environment": [{"name": "API_KEY", "value": "x"}]}]}
	count(r) > 0
}
