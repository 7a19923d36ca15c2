package sekisho.dockerfile.onbuild_test

import rego.v1

import data.sekisho.dockerfile.onbuild

test_good_1 if {
	r := onbuild.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo ONBUILD
`)
	count(r) == 0
}

test_good_2 if {
	r := onbuild.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS template
ONBUILD RUN true
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := onbuild.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ONBUILD COPY . /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := onbuild.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ONBUILD RUN make
`)
	count(r) == 1
}
