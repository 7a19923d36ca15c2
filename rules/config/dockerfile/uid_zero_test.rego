package sekisho.dockerfile.uid_zero_test

import rego.v1

import data.sekisho.dockerfile.uid_zero

test_good_1 if {
	r := uid_zero.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -u 10001 app
`)
	count(r) == 0
}

test_good_2 if {
	r := uid_zero.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN adduser -D -u 1000 -G root app
`)
	count(r) == 0
}

test_bad_1 if {
	r := uid_zero.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -o -u 0 app
`)
	count(r) == 1
}

test_bad_2 if {
	r := uid_zero.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN adduser -D --uid=0 app
`)
	count(r) == 1
}
