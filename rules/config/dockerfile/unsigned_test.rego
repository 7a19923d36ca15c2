package sekisho.dockerfile.unsigned_test

import rego.v1

import data.sekisho.dockerfile.unsigned

test_good_1 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl
`)
	count(r) == 0
}

test_good_2 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo "deb [signed-by=/usr/share/keyrings/x.gpg] https://example.com/debian stable main" >/etc/apt/sources.list.d/x.list
ENV GONOSUMDB=git.example/team
`)
	count(r) == 0
}

test_bad_1 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install --allow-unauthenticated x
`)
	count(r) == 1
}

test_bad_2 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo "deb [trusted=yes] http://example.com/ ./" >/etc/apt/sources.list
`)
	count(r) == 1
}

test_bad_3 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --allow-untrusted /x.apk
`)
	count(r) == 1
}

test_bad_4 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN yum install -y --nogpgcheck x
`)
	count(r) == 1
}

test_bad_5 if {
	r := unsigned.deny with input as sekisho.input("Dockerfile", `FROM golang:1.23
ENV GOSUMDB=off
`)
	count(r) == 1
}
