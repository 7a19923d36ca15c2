package sekisho.ecs.same_role_test

import rego.v1

import data.sekisho.ecs.same_role

test_good_1 if {
	r := same_role.deny with input as sekisho.input("task.json", `{"taskRoleArn": "arn:aws:iam::1:role/app", "executionRoleArn": "arn:aws:iam::1:role/ecs", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := same_role.deny with input as sekisho.input("task.json", `{"executionRoleArn": "arn:aws:iam::1:role/ecs", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := same_role.deny with input as sekisho.input("task.json", `{"taskRoleArn": "arn:aws:iam::1:role/ecs", "executionRoleArn": "arn:aws:iam::1:role/ecs", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := same_role.deny with input as sekisho.input("task.json", `{"taskDefinition": {"taskRoleArn": "ecsTaskExecutionRole", "executionRoleArn": "ecsTaskExecutionRole", "containerDefinitions": [{"name": "a", "image": "a:1"}]}}
`)
	count(r) == 1
}
