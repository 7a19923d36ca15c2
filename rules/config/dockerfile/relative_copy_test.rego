package sekisho.dockerfile.relative_copy_test

import rego.v1

import data.sekisho.dockerfile.relative_copy

test_good_1 if {
	r := relative_copy.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /app
COPY . .
`)
	count(r) == 0
}

test_good_2 if {
	r := relative_copy.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS base
WORKDIR /app
FROM base
COPY a ./
`)
	count(r) == 0
}

test_bad_1 if {
	r := relative_copy.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY a .
`)
	count(r) == 1
}

test_bad_2 if {
	r := relative_copy.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
WORKDIR /app
FROM debian:12.8
COPY --from=build /a bin/
`)
	count(r) == 1
}
