package sekisho.compose.limits_test

import rego.v1

import data.sekisho.compose.limits

test_good_1 if {
	r := limits.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", mem_limit: 256m, pids_limit: 100}
`)
	count(r) == 0
}

test_good_2 if {
	r := limits.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    deploy: {resources: {limits: {memory: 256M, pids: 100}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := limits.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
`)
	count(r) == 1
}

test_bad_2 if {
	r := limits.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", mem_limit: 256m}
`)
	count(r) == 1
}
