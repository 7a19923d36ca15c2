package sekisho.dockerfile.copy_many_test

import rego.v1

import data.sekisho.dockerfile.copy_many

test_good_1 if {
	r := copy_many.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY a b /app/
`)
	count(r) == 0
}

test_good_2 if {
	r := copy_many.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY a /app
WORKDIR /srv
COPY a b .
`)
	count(r) == 0
}

test_bad_1 if {
	r := copy_many.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY a b /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := copy_many.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD a b c /srv/app
`)
	count(r) == 1
}
