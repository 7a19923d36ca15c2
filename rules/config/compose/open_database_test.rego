package sekisho.compose.open_database_test

import rego.v1

import data.sekisho.compose.open_database

test_good_1 if {
	r := open_database.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: postgres:17.2
    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db, POSTGRES_HOST_AUTH_METHOD: scram-sha-256}
`)
	count(r) == 0
}

test_good_2 if {
	r := open_database.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: mysql:8.4
    environment: [MYSQL_ALLOW_EMPTY_PASSWORD=no]
`)
	count(r) == 0
}

test_bad_1 if {
	r := open_database.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: postgres:17.2
    environment: {POSTGRES_HOST_AUTH_METHOD: trust}
`)
	count(r) == 1
}

test_bad_2 if {
	r := open_database.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: mysql:8.4
    environment: ["MYSQL_ALLOW_EMPTY_PASSWORD=yes"]
`)
	count(r) == 1
}
