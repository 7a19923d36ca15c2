package sekisho.dockerfile.base_digest_test

import rego.v1

import data.sekisho.dockerfile.base_digest

test_good_1 if {
	r := base_digest.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8@sha256:0000000000000000000000000000000000000000000000000000000000000000
`)
	count(r) == 0
}

test_good_2 if {
	r := base_digest.deny with input as sekisho.input("Dockerfile", `FROM scratch
`)
	count(r) == 0
}

test_good_3 if {
	r := base_digest.deny with input as sekisho.input("Dockerfile", `FROM debian
`)
	count(r) == 0
}

test_bad_1 if {
	r := base_digest.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
`)
	count(r) == 1
}

test_bad_2 if {
	r := base_digest.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS a
FROM alpine:3.20
`)
	count(r) == 1
}
