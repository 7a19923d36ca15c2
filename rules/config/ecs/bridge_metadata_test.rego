package sekisho.ecs.bridge_metadata_test

import rego.v1

import data.sekisho.ecs.bridge_metadata

test_good_1 if {
	r := bridge_metadata.deny with input as sekisho.input("task.json", `{"networkMode": "awsvpc", "requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := bridge_metadata.deny with input as sekisho.input("task.json", `{"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := bridge_metadata.deny with input as sekisho.input("task.json", `{"networkMode": "bridge", "requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := bridge_metadata.deny with input as sekisho.input("task.json", `{"requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}
