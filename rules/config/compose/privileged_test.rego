package sekisho.compose.privileged_test

import rego.v1

import data.sekisho.compose.privileged

test_good_1 if {
	r := privileged.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_good_2 if {
	r := privileged.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    privileged: false
`)
	count(r) == 0
}

test_bad_1 if {
	r := privileged.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    privileged: true
`)
	count(r) == 1
}

test_bad_2 if {
	r := privileged.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
  b: {image: "b:1", privileged: yes}
`)
	count(r) == 1
}
