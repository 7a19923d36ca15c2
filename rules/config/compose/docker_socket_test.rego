package sekisho.compose.docker_socket_test

import rego.v1

import data.sekisho.compose.docker_socket

test_good_1 if {
	r := docker_socket.deny with input as {"services": {"a": {"image": "a:1", "volumes": ["./a:/a"]}}}
	count(r) == 0
}

test_good_2 if {
	r := docker_socket.deny with input as {"services": {"a": {"image": "a:1"}}}
	count(r) == 0
}

test_bad_3 if {
	r := docker_socket.deny with input as {"services": {"a": {"image": "a:1", "volumes": ["/var/run/docker.sock:/var/run/docker.sock"]}}}
	count(r) > 0
}

test_bad_4 if {
	r := docker_socket.deny with input as {"services": {"a": {"image": "a:1", "volumes": [{"type": "bind", "source": "/run/containerd/containerd.sock", "target": "/x"}]}}}
	count(r) > 0
}
