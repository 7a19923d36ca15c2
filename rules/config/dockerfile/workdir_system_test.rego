package sekisho.dockerfile.workdir_system_test

import rego.v1

import data.sekisho.dockerfile.workdir_system

test_good_1 if {
	r := workdir_system.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /usr/src/app
`)
	count(r) == 0
}

test_good_2 if {
	r := workdir_system.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /etc/nginx
`)
	count(r) == 0
}

test_bad_1 if {
	r := workdir_system.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /etc
`)
	count(r) == 1
}

test_bad_2 if {
	r := workdir_system.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR "/usr/bin/"
`)
	count(r) == 1
}
