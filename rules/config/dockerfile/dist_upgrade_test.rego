package sekisho.dockerfile.dist_upgrade_test

import rego.v1

import data.sekisho.dockerfile.dist_upgrade

test_good_1 if {
	r := dist_upgrade.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get upgrade -y
`)
	count(r) == 0
}

test_good_2 if {
	r := dist_upgrade.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo dist-upgrade
`)
	count(r) == 0
}

test_bad_1 if {
	r := dist_upgrade.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get dist-upgrade -y
`)
	count(r) == 1
}

test_bad_2 if {
	r := dist_upgrade.deny with input as sekisho.input("Dockerfile", `FROM opensuse/leap:15.6
RUN zypper -n dup
`)
	count(r) == 1
}
