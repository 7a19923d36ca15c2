package sekisho.dockerfile.password_test

import rego.v1

import data.sekisho.dockerfile.password

test_good_1 if {
	r := password.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -m app && passwd -l root
`)
	count(r) == 0
}

test_good_2 if {
	r := password.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -p '!' app
`)
	count(r) == 0
}

test_bad_1 if {
	r := password.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo 'root:root' | chpasswd
`)
	count(r) == 1
}

test_bad_2 if {
	r := password.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN passwd -d root
`)
	count(r) == 1
}

test_bad_3 if {
	r := password.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -m -p abcdef app
`)
	count(r) == 1
}
