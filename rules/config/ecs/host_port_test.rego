package sekisho.ecs.host_port_test

import rego.v1

import data.sekisho.ecs.host_port

test_good_1 if {
	r := host_port.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "portMappings": [{"containerPort": 22, "hostPort": 0}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_port.deny with input as sekisho.input("task.json", `{"networkMode": "awsvpc", "containerDefinitions": [{"name": "a", "image": "a:1", "portMappings": [{"containerPort": 22, "hostPort": 22}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_port.deny with input as sekisho.input("task.json", `{"containerDefinitions": [{"name": "a", "image": "a:1", "portMappings": [{"containerPort": 22, "hostPort": 22}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_port.deny with input as sekisho.input("task.json", `{"networkMode": "bridge", "containerDefinitions": [{"name": "a", "image": "a:1", "portMappings": [{"containerPort": 9229, "hostPort": 9229}]}]}
`)
	count(r) == 1
}
