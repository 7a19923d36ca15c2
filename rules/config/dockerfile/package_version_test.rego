package sekisho.dockerfile.package_version_test

import rego.v1

import data.sekisho.dockerfile.package_version

test_good_1 if {
	r := package_version.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl
`)
	count(r) == 0
}

test_good_2 if {
	r := package_version.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache curl=8.11.0-r2 git~2.45
`)
	count(r) == 0
}

test_bad_1 if {
	r := package_version.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y curl=7.88.1-10 git
`)
	count(r) == 1
}

test_bad_2 if {
	r := package_version.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache curl
`)
		with data.params.pin_packages as true
	count(r) == 1
}
