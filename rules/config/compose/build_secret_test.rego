package sekisho.compose.build_secret_test

import rego.v1

import data.sekisho.compose.build_secret

test_good_1 if {
	r := build_secret.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    build:
      context: .
      args: {VERSION: "1"}
`)
	count(r) == 0
}

test_good_2 if {
	r := build_secret.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    build:
      context: .
      secrets: [npm_token]
`)
	count(r) == 0
}

test_bad_1 if {
	r := build_secret.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    build:
      context: .
      args: {NPM_TOKEN: abcdef}
`)
	count(r) == 1
}

test_bad_2 if {
	r := build_secret.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    build:
      context: .
      args:
        - NPM_TOKEN=${NPM_TOKEN}
`)
	count(r) == 1
}
