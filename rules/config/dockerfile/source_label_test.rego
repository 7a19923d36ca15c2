package sekisho.dockerfile.source_label_test

import rego.v1

import data.sekisho.dockerfile.source_label

test_good_1 if {
	r := source_label.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
LABEL org.opencontainers.image.title="x" org.opencontainers.image.source="https://git.example/x"
`)
	count(r) == 0
}

test_good_2 if {
	r := source_label.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
LABEL team=shop
`)
	count(r) == 0
}

test_bad_1 if {
	r := source_label.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
LABEL org.opencontainers.image.title="x"
`)
	count(r) == 1
}

test_bad_2 if {
	r := source_label.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
LABEL org.opencontainers.image.title="x"
LABEL org.opencontainers.image.version="1"
`)
	count(r) == 1
}
