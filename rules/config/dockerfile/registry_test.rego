package sekisho.dockerfile.registry_test

import rego.v1

import data.sekisho.dockerfile.registry

test_good_1 if {
	r := registry.deny with input as sekisho.input("Dockerfile", `FROM anywhere.example/x:1
`)
	count(r) == 0
}

test_good_2 if {
	r := registry.deny with input as sekisho.input("Dockerfile", `FROM registry.example/x:1
FROM debian:12
`)
		with data.params.registries as ["registry.example", "docker.io"]
	count(r) == 0
}

test_good_3 if {
	r := registry.deny with input as sekisho.input("Dockerfile", `FROM registry.example/team/x:1
`)
		with data.params.registries as ["registry.example/team/"]
	count(r) == 0
}

test_bad_1 if {
	r := registry.deny with input as sekisho.input("Dockerfile", `FROM debian:12
`)
		with data.params.registries as ["registry.example"]
	count(r) == 1
}

test_bad_2 if {
	r := registry.deny with input as sekisho.input("Dockerfile", `FROM anywhere.example/x:1
`)
		with data.params.registries as ["registry.example", "docker.io"]
	count(r) == 1
}
