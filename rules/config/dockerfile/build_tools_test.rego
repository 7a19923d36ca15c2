package sekisho.dockerfile.build_tools_test

import rego.v1

import data.sekisho.dockerfile.build_tools

test_good_1 if {
	r := build_tools.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
RUN apt-get install -y gcc libpq-dev
FROM debian:12.8
RUN apt-get install -y libpq5 ca-certificates
`)
	count(r) == 0
}

test_good_2 if {
	r := build_tools.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache --virtual .build gcc musl-dev && make && apk del .build
`)
	count(r) == 0
}

test_bad_1 if {
	r := build_tools.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y build-essential
`)
	count(r) == 1
}

test_bad_2 if {
	r := build_tools.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN dnf install -y gcc-c++ openssl-devel
`)
	count(r) == 1
}
