package sekisho.dockerfile.world_writable_test

import rego.v1

import data.sekisho.dockerfile.world_writable

test_good_1 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod 755 /a && chmod 1777 /tmp && chmod u+w /a
`)
	count(r) == 0
}

test_good_2 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --chmod=644 a /
`)
	count(r) == 0
}

test_good_3 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
RUN chmod -R 777 /src
FROM scratch
`)
	count(r) == 0
}

test_bad_1 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod -R 777 /a
`)
	count(r) == 1
}

test_bad_2 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --chmod=777 a /
`)
	count(r) == 1
}

test_bad_3 if {
	r := world_writable.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod -R a+rw /srv
`)
	count(r) == 1
}
