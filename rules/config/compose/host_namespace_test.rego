package sekisho.compose.host_namespace_test

import rego.v1

import data.sekisho.compose.host_namespace

test_good_1 if {
	r := host_namespace.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_namespace.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", network_mode: bridge}
  b: {image: "b:1", pid: "service:a"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_namespace.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    network_mode: host
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_namespace.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    pid: host
`)
	count(r) == 1
}
