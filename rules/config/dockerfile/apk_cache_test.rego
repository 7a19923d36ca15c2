package sekisho.dockerfile.apk_cache_test

import rego.v1

import data.sekisho.dockerfile.apk_cache

test_good_1 if {
	r := apk_cache.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add --no-cache x
`)
	count(r) == 0
}

test_good_2 if {
	r := apk_cache.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk --no-cache add x && apk update
`)
	count(r) == 0
}

test_good_3 if {
	r := apk_cache.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add x && rm -rf /var/cache/apk/*
`)
	count(r) == 0
}

test_bad_1 if {
	r := apk_cache.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk add x
`)
	count(r) == 1
}

test_bad_2 if {
	r := apk_cache.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN apk update && apk add --virtual .build gcc
`)
	count(r) == 1
}
