package sekisho.dockerfile.port_range_test

import rego.v1

import data.sekisho.dockerfile.port_range

test_good_1 if {
	r := port_range.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 8080 65535/udp 8000-8010
`)
	count(r) == 0
}

test_good_2 if {
	r := port_range.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE ${PORT:-80000}
`)
	count(r) == 0
}

test_bad_1 if {
	r := port_range.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 80000
`)
	count(r) == 1
}

test_bad_2 if {
	r := port_range.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 8000-70000
`)
	count(r) == 1
}
