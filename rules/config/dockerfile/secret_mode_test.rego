package sekisho.dockerfile.secret_mode_test

import rego.v1

import data.sekisho.dockerfile.secret_mode

test_good_1 if {
	r := secret_mode.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=t,mode=0400,uid=10001 make
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_mode.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=t make
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_mode.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=t,mode=0444 make
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_mode.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=ssh,mode=666,id=x git clone git@git.example:x
`)
	count(r) == 1
}
