package sekisho.ecs.docker_socket_test

import rego.v1

import data.sekisho.ecs.docker_socket

test_good_1 if {
	r := docker_socket.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "data"}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := docker_socket.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "data", "host": {"sourcePath": "/data"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := docker_socket.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "s", "host": {"sourcePath": "/var/run/docker.sock"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := docker_socket.deny with input as sekisho.input("task.json", `{"volumes": [{"name": "s", "host": {"sourcePath": "/var/run"}}], "containerDefinitions": [{"name": "a", "image": "a:1"}]}
`)
	count(r) == 1
}
