package sekisho.dockerfile.host_network_test

import rego.v1

import data.sekisho.dockerfile.host_network

test_good_1 if {
	r := host_network.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --network=none make
`)
	count(r) == 0
}

test_good_2 if {
	r := host_network.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN docker run --network=host x
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_network.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --network=host curl https://example.com
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_network.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=cache,target=/c --network=host make
`)
	count(r) == 1
}
