package sekisho.dockerfile.sudo_test

import rego.v1

import data.sekisho.dockerfile.sudo

test_good_1 if {
	r := sudo.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update
`)
	count(r) == 0
}

test_good_2 if {
	r := sudo.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo pseudo x && apt-get install -y sudoku
`)
	count(r) == 0
}

test_bad_1 if {
	r := sudo.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN sudo apt-get update
`)
	count(r) == 1
}

test_bad_2 if {
	r := sudo.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN sudo apt-get update && sudo apt-get install -y curl
`)
	count(r) == 1
}

test_bad_3 if {
	r := sudo.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
USER app
RUN cd x && sudo make install
`)
	count(r) == 1
}
