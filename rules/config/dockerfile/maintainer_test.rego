package sekisho.dockerfile.maintainer_test

import rego.v1

import data.sekisho.dockerfile.maintainer

test_good_1 if {
	r := maintainer.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
LABEL org.opencontainers.image.authors="a@example.com"
`)
	count(r) == 0
}

test_good_2 if {
	r := maintainer.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo MAINTAINER
`)
	count(r) == 0
}

test_bad_1 if {
	r := maintainer.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
MAINTAINER A <a@example.com>
`)
	count(r) == 1
}

test_bad_2 if {
	r := maintainer.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
maintainer "a@example.com"
`)
	count(r) == 1
}
