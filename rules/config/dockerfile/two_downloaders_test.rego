package sekisho.dockerfile.two_downloaders_test

import rego.v1

import data.sekisho.dockerfile.two_downloaders

test_good_1 if {
	r := two_downloaders.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl ca-certificates
`)
	count(r) == 0
}

test_good_2 if {
	r := two_downloaders.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
RUN apt-get install -y wget
FROM debian:12.8
RUN apt-get install -y curl
`)
	count(r) == 0
}

test_bad_1 if {
	r := two_downloaders.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl wget
`)
	count(r) == 1
}

test_bad_2 if {
	r := two_downloaders.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache curl
RUN apk add --no-cache wget=1.24.5-r0
`)
	count(r) == 1
}
