package sekisho.compose.secret_in_environment_test

import rego.v1

import data.sekisho.compose.secret_in_environment

test_good_1 if {
	r := secret_in_environment.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    environment:
      DB_PASSWORD: ${DB_PASSWORD}
      DB_PASSWORD_FILE: /run/secrets/db
      TOKEN:
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_environment.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    environment: [LEVEL=info, PASSWORD, "URL=postgres://app:${PW}@db/x"]
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_environment.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    environment:
      DB_PASSWORD: hunter22
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_environment.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    environment:
      - API_KEY=abc
`)
	count(r) == 1
}

test_bad_3 if {
	r := secret_in_environment.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    environment: {DATABASE_URL: "postgres://app:hunter22@db/x"}
`)
	count(r) == 1
}
