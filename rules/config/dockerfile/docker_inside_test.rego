package sekisho.dockerfile.docker_inside_test

import rego.v1

import data.sekisho.dockerfile.docker_inside

test_good_1 if {
	r := docker_inside.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y buildah
`)
	count(r) == 0
}

test_good_2 if {
	r := docker_inside.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS ci
RUN apt-get install -y docker.io
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := docker_inside.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y docker.io
`)
	count(r) == 1
}

test_bad_2 if {
	r := docker_inside.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache docker
`)
	count(r) == 1
}
