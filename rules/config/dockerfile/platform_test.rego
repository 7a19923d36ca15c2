package sekisho.dockerfile.platform_test

import rego.v1

import data.sekisho.dockerfile.platform

test_good_1 if {
	r := platform.deny with input as sekisho.input("Dockerfile", `FROM --platform=$BUILDPLATFORM golang:1.23 AS build
FROM debian:12.8
`)
	count(r) == 0
}

test_good_2 if {
	r := platform.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := platform.deny with input as sekisho.input("Dockerfile", `FROM --platform=linux/amd64 debian:12.8
`)
	count(r) == 1
}

test_bad_2 if {
	r := platform.deny with input as sekisho.input("Dockerfile", `FROM --platform=linux/arm64 debian:12.8 AS a
`)
	count(r) == 1
}
