package sekisho.dockerfile.pipefail_test

import rego.v1

import data.sekisho.dockerfile.pipefail

test_good_1 if {
	r := pipefail.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
`)
	count(r) == 0
}

test_good_2 if {
	r := pipefail.deny with input as sekisho.input("Dockerfile", `FROM alpine:3.20
RUN set -eo pipefail; curl -fsSL https://example.com/a.tar.gz | tar xz
`)
	count(r) == 0
}

test_good_3 if {
	r := pipefail.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -f https://example.com/a || true
`)
	count(r) == 0
}

test_bad_1 if {
	r := pipefail.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
`)
	count(r) == 1
}

test_bad_2 if {
	r := pipefail.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN wget -qO- https://example.com/k | gpg --dearmor >/k.gpg
`)
	count(r) == 1
}
