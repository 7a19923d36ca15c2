package sekisho.ecs.new_privileges_test

import rego.v1

import data.sekisho.ecs.new_privileges

test_good_1 if {
	r := new_privileges.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["no-new-privileges"]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := new_privileges.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := new_privileges.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := new_privileges.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1", "dockerSecurityOptions": ["apparmor:x"]}]}
`)
	count(r) == 1
}
