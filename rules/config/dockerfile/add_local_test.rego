package sekisho.dockerfile.add_local_test

import rego.v1

import data.sekisho.dockerfile.add_local

test_good_1 if {
	r := add_local.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY a /
`)
	count(r) == 0
}

test_good_2 if {
	r := add_local.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD rootfs.tar.xz /
ADD https://example.com/a /
`)
	count(r) == 0
}

test_good_3 if {
	r := add_local.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD $FILES /
`)
	count(r) == 0
}

test_bad_1 if {
	r := add_local.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD app /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := add_local.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD --chown=10001 a.txt b.txt /srv/
`)
	count(r) == 1
}
