package sekisho.dockerfile.yum_cache_test

import rego.v1

import data.sekisho.dockerfile.yum_cache

test_good_1 if {
	r := yum_cache.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN dnf install -y x && dnf clean all
`)
	count(r) == 0
}

test_good_2 if {
	r := yum_cache.deny with input as sekisho.input("Dockerfile", `FROM opensuse/leap:15.6
RUN zypper install -y x && zypper clean --all
`)
	count(r) == 0
}

test_bad_1 if {
	r := yum_cache.deny with input as sekisho.input("Dockerfile", `FROM fedora:41
RUN dnf install -y x
`)
	count(r) == 1
}

test_bad_2 if {
	r := yum_cache.deny with input as sekisho.input("Dockerfile", `FROM rockylinux:9
RUN yum -y install x
`)
	count(r) == 1
}

test_bad_3 if {
	r := yum_cache.deny with input as sekisho.input("Dockerfile", `FROM opensuse/leap:15.6
RUN zypper -n in x
`)
	count(r) == 1
}
