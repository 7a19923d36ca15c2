package sekisho.compose.capabilities_test

import rego.v1

import data.sekisho.compose.capabilities

test_good_1 if {
	r := capabilities.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", cap_add: [NET_BIND_SERVICE]}
`)
	count(r) == 0
}

test_good_2 if {
	r := capabilities.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := capabilities.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", cap_add: [SYS_ADMIN]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := capabilities.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    cap_add:
      - cap_net_admin
`)
	count(r) == 1
}
