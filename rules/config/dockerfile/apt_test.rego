package sekisho.dockerfile.apt_test

import rego.v1

import data.sekisho.dockerfile.apt

test_good_1 if {
	r := apt.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-cache policy x
`)
	count(r) == 0
}

test_good_2 if {
	r := apt.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN cat /etc/apt install
`)
	count(r) == 0
}

test_bad_1 if {
	r := apt.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt update && apt install -y x
`)
	count(r) == 2
}

test_bad_2 if {
	r := apt.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN cd / && apt -y upgrade
`)
	count(r) == 1
}
