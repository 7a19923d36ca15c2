package sekisho.dockerfile.frontend_test

import rego.v1

import data.sekisho.dockerfile.frontend

test_good_1 if {
	r := frontend.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG DEBIAN_FRONTEND=noninteractive
`)
	count(r) == 0
}

test_good_2 if {
	r := frontend.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV DEBIAN_FRONTEND=
`)
	count(r) == 0
}

test_bad_1 if {
	r := frontend.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV DEBIAN_FRONTEND=noninteractive
`)
	count(r) == 1
}

test_bad_2 if {
	r := frontend.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV A=b DEBIAN_FRONTEND=noninteractive
`)
	count(r) == 1
}
