package sekisho.dockerfile.git_branch_test

import rego.v1

import data.sekisho.dockerfile.git_branch

test_good_1 if {
	r := git_branch.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone https://git.example/x && cd x && git checkout 0123456789abcdef
`)
	count(r) == 0
}

test_good_2 if {
	r := git_branch.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone --depth 1 -b v1.2.3 https://git.example/x && pip install git+https://git.example/y@0123456
`)
	count(r) == 0
}

test_bad_1 if {
	r := git_branch.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone https://git.example/x
`)
	count(r) == 1
}

test_bad_2 if {
	r := git_branch.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install git+https://git.example/y.git
`)
	count(r) == 1
}
