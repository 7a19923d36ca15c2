package sekisho.compose.devices_test

import rego.v1

import data.sekisho.compose.devices

test_good_1 if {
	r := devices.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", devices: ["/dev/dri:/dev/dri"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := devices.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := devices.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", devices: ["/dev/sda:/dev/xvda:rwm"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := devices.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    devices:
      - /dev/mem
`)
	count(r) == 1
}
