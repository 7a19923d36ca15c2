package sekisho.dockerfile.base_tag_test

import rego.v1

import data.sekisho.dockerfile.base_tag

test_good_1 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
`)
	count(r) == 0
}

test_good_2 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM registry.example:5000/team/app:1
`)
	count(r) == 0
}

test_good_3 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM debian@sha256:0000000000000000000000000000000000000000000000000000000000000000
`)
	count(r) == 0
}

test_good_4 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `ARG BASE=debian:12
FROM ${BASE} AS build
FROM build
FROM scratch
`)
	count(r) == 0
}

test_bad_1 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM debian
`)
	count(r) == 1
}

test_bad_2 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM registry.example:5000/debian
`)
	count(r) == 1
}

test_bad_3 if {
	r := base_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:latest
`)
	count(r) == 1
}
