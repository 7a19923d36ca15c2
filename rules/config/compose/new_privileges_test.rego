package sekisho.compose.new_privileges_test

import rego.v1

import data.sekisho.compose.new_privileges

test_good_1 if {
	r := new_privileges.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", security_opt: ["no-new-privileges:true"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := new_privileges.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    security_opt: [no-new-privileges]
`)
	count(r) == 0
}

test_bad_1 if {
	r := new_privileges.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
`)
	count(r) == 1
}

test_bad_2 if {
	r := new_privileges.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    security_opt:
      - apparmor:app
`)
	count(r) == 1
}
