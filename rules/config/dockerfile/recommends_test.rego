package sekisho.dockerfile.recommends_test

import rego.v1

import data.sekisho.dockerfile.recommends

test_good_1 if {
	r := recommends.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y --no-install-recommends x
`)
	count(r) == 0
}

test_good_2 if {
	r := recommends.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo 'APT::Install-Recommends "false";' >/etc/apt/apt.conf.d/99x && apt-get install -y x
`)
	count(r) == 0
}

test_good_3 if {
	r := recommends.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
RUN apt-get install -y gcc
FROM scratch
`)
	count(r) == 0
}

test_bad_1 if {
	r := recommends.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y x
`)
	count(r) == 1
}

test_bad_2 if {
	r := recommends.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get -y install \
    curl
`)
	count(r) == 1
}
