package sekisho.compose.drop_all_test

import rego.v1

import data.sekisho.compose.drop_all

test_good_1 if {
	r := drop_all.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", cap_drop: [ALL]}
`)
	count(r) == 0
}

test_good_2 if {
	r := drop_all.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", cap_drop: [all], cap_add: [NET_BIND_SERVICE]}
  b: {environment: {A: "1"}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := drop_all.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
`)
	count(r) == 1
}

test_bad_2 if {
	r := drop_all.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", cap_drop: [NET_RAW]}
`)
	count(r) == 1
}
