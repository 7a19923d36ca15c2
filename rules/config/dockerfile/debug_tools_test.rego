package sekisho.dockerfile.debug_tools_test

import rego.v1

import data.sekisho.dockerfile.debug_tools

test_good_1 if {
	r := debug_tools.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y tini curl
`)
	count(r) == 0
}

test_good_2 if {
	r := debug_tools.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS debug
RUN apt-get install -y gdb
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := debug_tools.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl vim
`)
	count(r) == 1
}

test_bad_2 if {
	r := debug_tools.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache tcpdump=4.99.5-r0 socat
`)
	count(r) == 1
}
