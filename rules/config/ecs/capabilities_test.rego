package sekisho.ecs.capabilities_test

import rego.v1

import data.sekisho.ecs.capabilities

test_good_1 if {
	r := capabilities.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := capabilities.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := capabilities.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := capabilities.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "linuxParameters": {"capabilities": {"add": ["ALL"]}}}]}
`)
	count(r) == 1
}
