package sekisho.compose.root_user_test

import rego.v1

import data.sekisho.compose.root_user

test_good_1 if {
	r := root_user.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", user: "1000:1000"}
`)
	count(r) == 0
}

test_good_2 if {
	r := root_user.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", user: "${UID}"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := root_user.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", user: root}
`)
	count(r) == 1
}

test_bad_2 if {
	r := root_user.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    user: 0:0
`)
	count(r) == 1
}
