package sekisho.dockerfile.install_yes_test

import rego.v1

import data.sekisho.dockerfile.install_yes

test_good_1 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update && apt-get install -y x && apt-get -qq install y && apt-get install -qy z
`)
	count(r) == 0
}

test_good_2 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN dnf --assumeyes install x && dnf install -y y
`)
	count(r) == 0
}

test_good_3 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM opensuse/leap:15.6
RUN zypper -n in x
`)
	count(r) == 0
}

test_bad_1 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install --no-install-recommends x
`)
	count(r) == 1
}

test_bad_2 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN dnf install x
`)
	count(r) == 1
}

test_bad_3 if {
	r := install_yes.deny with input as sekisho.input("Dockerfile", `FROM opensuse/leap:15.6
RUN zypper install x
`)
	count(r) == 1
}
