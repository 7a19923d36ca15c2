package sekisho.dockerfile.update_alone_test

import rego.v1

import data.sekisho.dockerfile.update_alone

test_good_1 if {
	r := update_alone.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y x
`)
	count(r) == 0
}

test_good_2 if {
	r := update_alone.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && ./install.sh
`)
	count(r) == 0
}

test_good_3 if {
	r := update_alone.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk update
RUN apk add --no-cache x
`)
	count(r) == 0
}

test_bad_1 if {
	r := update_alone.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update
RUN apt-get install -y x
`)
	count(r) == 1
}

test_bad_2 if {
	r := update_alone.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk update
RUN apk add x
`)
	count(r) == 1
}
