package sekisho.compose.default_bridge_test

import rego.v1

import data.sekisho.compose.default_bridge

test_good_1 if {
	r := default_bridge.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", networks: [back]}
`)
	count(r) == 0
}

test_good_2 if {
	r := default_bridge.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", network_mode: none}
`)
	count(r) == 0
}

test_bad_1 if {
	r := default_bridge.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", network_mode: bridge}
`)
	count(r) == 1
}

test_bad_2 if {
	r := default_bridge.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    network_mode: "bridge"
`)
	count(r) == 1
}
