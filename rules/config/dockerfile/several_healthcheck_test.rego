package sekisho.dockerfile.several_healthcheck_test

import rego.v1

import data.sekisho.dockerfile.several_healthcheck

test_good_1 if {
	r := several_healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
HEALTHCHECK CMD true
`)
	count(r) == 0
}

test_good_2 if {
	r := several_healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
HEALTHCHECK CMD true
FROM a
HEALTHCHECK NONE
`)
	count(r) == 0
}

test_bad_1 if {
	r := several_healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
HEALTHCHECK CMD a
HEALTHCHECK CMD b
`)
	count(r) == 1
}

test_bad_2 if {
	r := several_healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
HEALTHCHECK CMD a
CMD ["x"]
HEALTHCHECK NONE
`)
	count(r) == 1
}
