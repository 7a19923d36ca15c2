package sekisho.dockerfile.sudoers_test

import rego.v1

import data.sekisho.dockerfile.sudoers

test_good_1 if {
	r := sudoers.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -u 10001 app
`)
	count(r) == 0
}

test_good_2 if {
	r := sudoers.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS dev
RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/app
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := sudoers.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo 'app ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/app
`)
	count(r) == 1
}

test_bad_2 if {
	r := sudoers.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -m -G sudo app
`)
	count(r) == 1
}

test_bad_3 if {
	r := sudoers.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN adduser app wheel
`)
	count(r) == 1
}
