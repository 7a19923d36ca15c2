package sekisho.compose.security_options_test

import rego.v1

import data.sekisho.compose.security_options

test_good_1 if {
	r := security_options.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", security_opt: ["no-new-privileges:true"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := security_options.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", security_opt: ["seccomp:./profile.json"]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := security_options.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", security_opt: ["seccomp:unconfined"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := security_options.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    security_opt:
      - no-new-privileges:true
      - apparmor=unconfined
`)
	count(r) == 1
}
