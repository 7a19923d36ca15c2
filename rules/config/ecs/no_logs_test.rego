package sekisho.ecs.no_logs_test

import rego.v1

import data.sekisho.ecs.no_logs

test_good_1 if {
	r := no_logs.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "awslogs"}}]}
	count(r) == 0
}

test_good_2 if {
	r := no_logs.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {"logDriver": "awsfirelens"}}]}
	count(r) == 0
}

test_bad_3 if {
	r := no_logs.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) > 0
}

test_bad_4 if {
	r := no_logs.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1", "logConfiguration": {}}]}
	count(r) > 0
}
