package sekisho.compose.no_logs_test

import rego.v1

import data.sekisho.compose.no_logs

test_good_1 if {
	r := no_logs.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1"}
`)
	count(r) == 0
}

test_good_2 if {
	r := no_logs.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", logging: {driver: json-file, options: {max-size: 10m}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := no_logs.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", logging: {driver: none}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := no_logs.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    logging:
      driver: "none"
`)
	count(r) == 1
}
