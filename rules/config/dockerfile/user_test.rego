package sekisho.dockerfile.user_test

import rego.v1

import data.sekisho.dockerfile.user

test_good_1 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
USER app
`)
	count(r) == 0
}

test_good_2 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
USER root
RUN apt-get update
USER 10001:10001
`)
	count(r) == 0
}

test_good_3 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS base
USER app
FROM base
COPY app /app
`)
	count(r) == 0
}

test_good_4 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM gcr.example/distroless/static-debian12:nonroot
COPY app /app
`)
	count(r) == 0
}

test_good_5 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM mcr.example/windows/servercore:ltsc2022
COPY app /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD ["/app"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
USER app
USER 0:0
`)
	count(r) == 1
}

test_bad_3 if {
	r := user.deny with input as sekisho.input("Dockerfile", `FROM golang:1.23 AS build
USER nobody
FROM debian:12.8
COPY --from=build /app /app
`)
	count(r) == 1
}
