package sekisho.dockerfile.secret_arg_test

import rego.v1

import data.sekisho.dockerfile.secret_arg

test_good_1 if {
	r := secret_arg.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG VERSION
RUN echo $VERSION
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_arg.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG NPM_TOKEN
RUN --mount=type=secret,id=npm npm ci
`)
	count(r) == 0
}

test_good_3 if {
	r := secret_arg.deny with input as sekisho.input("Dockerfile", `FROM node:22 AS build
ARG NPM_TOKEN
RUN NPM_TOKEN=$NPM_TOKEN npm ci
FROM node:22
COPY --from=build /app /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_arg.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG NPM_TOKEN
RUN echo "//registry.example/:_authToken=${NPM_TOKEN}" >.npmrc && npm ci && rm .npmrc
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_arg.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG DB_PASSWORD
ENV DB_PASSWORD=$DB_PASSWORD
`)
	count(r) == 1
}
