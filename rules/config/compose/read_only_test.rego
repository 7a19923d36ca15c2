package sekisho.compose.read_only_test

import rego.v1

import data.sekisho.compose.read_only

test_good_1 if {
	r := read_only.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", read_only: true, tmpfs: [/tmp]}
`)
	count(r) == 0
}

test_good_2 if {
	r := read_only.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {environment: {A: "1"}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := read_only.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
`)
	count(r) == 1
}

test_bad_2 if {
	r := read_only.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", read_only: false}
`)
	count(r) == 1
}
