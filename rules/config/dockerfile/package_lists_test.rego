package sekisho.dockerfile.package_lists_test

import rego.v1

import data.sekisho.dockerfile.package_lists

test_good_1 if {
	r := package_lists.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*
`)
	count(r) == 0
}

test_good_2 if {
	r := package_lists.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y x
`)
	count(r) == 0
}

test_good_3 if {
	r := package_lists.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
RUN apt-get update && apt-get install -y gcc
FROM debian:12.8
COPY --from=build /a /a
`)
	count(r) == 0
}

test_bad_1 if {
	r := package_lists.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y x
`)
	count(r) == 1
}

test_bad_2 if {
	r := package_lists.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update \
    && apt-get install -y \
       curl \
       tini
`)
	count(r) == 1
}
