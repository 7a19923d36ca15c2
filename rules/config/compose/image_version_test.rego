package sekisho.compose.image_version_test

import rego.v1

import data.sekisho.compose.image_version

test_good_1 if {
	r := image_version.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "registry.example:5000/a:1"}
`)
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "x", build: .}
  b: {image: "x:${TAG:-latest}"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_version.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: nginx}
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_version.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: registry.example:5000/x:latest
`)
	count(r) == 1
}
