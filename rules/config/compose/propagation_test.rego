package sekisho.compose.propagation_test

import rego.v1

import data.sekisho.compose.propagation

test_good_1 if {
	r := propagation.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", volumes: ["./a:/a:ro,rslave"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := propagation.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - {type: bind, source: ./a, target: /a, bind: {propagation: rprivate}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := propagation.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", volumes: ["/mnt/x:/x:rshared"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := propagation.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - {type: bind, source: ./a, target: /a, bind: {propagation: shared}}
`)
	count(r) == 1
}
