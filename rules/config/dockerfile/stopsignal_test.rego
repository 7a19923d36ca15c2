package sekisho.dockerfile.stopsignal_test

import rego.v1

import data.sekisho.dockerfile.stopsignal

test_good_1 if {
	r := stopsignal.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
STOPSIGNAL SIGQUIT
`)
	count(r) == 0
}

test_good_2 if {
	r := stopsignal.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
STOPSIGNAL 15
`)
	count(r) == 0
}

test_bad_1 if {
	r := stopsignal.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
STOPSIGNAL SIGKILL
`)
	count(r) == 1
}

test_bad_2 if {
	r := stopsignal.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
STOPSIGNAL 9
`)
	count(r) == 1
}
