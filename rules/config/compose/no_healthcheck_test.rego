package sekisho.compose.no_healthcheck_test

import rego.v1

import data.sekisho.compose.no_healthcheck

test_good_1 if {
	r := no_healthcheck.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", healthcheck: {test: [CMD, "true"]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := no_healthcheck.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := no_healthcheck.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", healthcheck: {disable: true}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := no_healthcheck.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    healthcheck:
      test: ["NONE"]
`)
	count(r) == 1
}
