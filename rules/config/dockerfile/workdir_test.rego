package sekisho.dockerfile.workdir_test

import rego.v1

import data.sekisho.dockerfile.workdir

test_good_1 if {
	r := workdir.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /app
WORKDIR "/srv"
`)
	count(r) == 0
}

test_good_2 if {
	r := workdir.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR $HOME
`)
	count(r) == 0
}

test_bad_1 if {
	r := workdir.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR app
`)
	count(r) == 1
}

test_bad_2 if {
	r := workdir.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
WORKDIR /srv
WORKDIR app
`)
	count(r) == 1
}
