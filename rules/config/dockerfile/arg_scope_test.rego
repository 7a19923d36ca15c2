package sekisho.dockerfile.arg_scope_test

import rego.v1

import data.sekisho.dockerfile.arg_scope

test_good_1 if {
	r := arg_scope.deny with input as sekisho.input("Dockerfile", `ARG VERSION=1
FROM debian:${VERSION}
ARG VERSION
RUN echo $VERSION
`)
	count(r) == 0
}

test_good_2 if {
	r := arg_scope.deny with input as sekisho.input("Dockerfile", `ARG VERSION=1
FROM debian:12.8
RUN VERSION=2; echo $VERSION $VERSIONS
`)
	count(r) == 0
}

test_bad_1 if {
	r := arg_scope.deny with input as sekisho.input("Dockerfile", `ARG VERSION=1
FROM debian:12.8
RUN curl -o x https://example.com/$VERSION
`)
	count(r) == 1
}

test_bad_2 if {
	r := arg_scope.deny with input as sekisho.input("Dockerfile", `ARG APP=x
FROM debian:12.8 AS a
ARG APP
FROM debian:12.8
RUN echo ${APP}
`)
	count(r) == 1
}
