package sekisho.dockerfile.stage_twice_test

import rego.v1

import data.sekisho.dockerfile.stage_twice

test_good_1 if {
	r := stage_twice.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
FROM debian:12.8 AS b
`)
	count(r) == 0
}

test_good_2 if {
	r := stage_twice.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := stage_twice.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
FROM debian:12.8 AS a
`)
	count(r) == 1
}

test_bad_2 if {
	r := stage_twice.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
FROM debian:12.8 as Build
FROM scratch
`)
	count(r) == 1
}
