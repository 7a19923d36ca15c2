package sekisho.dockerfile.apt_key_test

import rego.v1

import data.sekisho.dockerfile.apt_key

test_good_1 if {
	r := apt_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN gpg --dearmor <k.asc >/usr/share/keyrings/x.gpg
`)
	count(r) == 0
}

test_good_2 if {
	r := apt_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update
`)
	count(r) == 0
}

test_bad_1 if {
	r := apt_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-key add k.asc
`)
	count(r) == 1
}

test_bad_2 if {
	r := apt_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN gpg --dearmor <k.asc >/etc/apt/trusted.gpg.d/x.gpg
`)
	count(r) == 1
}
