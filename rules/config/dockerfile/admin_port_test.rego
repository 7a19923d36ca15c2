package sekisho.dockerfile.admin_port_test

import rego.v1

import data.sekisho.dockerfile.admin_port

test_good_1 if {
	r := admin_port.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 8080 443/tcp
`)
	count(r) == 0
}

test_good_2 if {
	r := admin_port.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 514/udp $PORT
`)
	count(r) == 0
}

test_bad_1 if {
	r := admin_port.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 2375
`)
	count(r) == 1
}

test_bad_2 if {
	r := admin_port.deny with input as sekisho.input("Dockerfile", `FROM node:22
EXPOSE 3000 9229 23/tcp
`)
	count(r) == 2
}
