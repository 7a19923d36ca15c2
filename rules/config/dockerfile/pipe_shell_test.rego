package sekisho.dockerfile.pipe_shell_test

import rego.v1

import data.sekisho.dockerfile.pipe_shell

test_good_1 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -o x https://example.com/y && sha256sum -c s && sh x
`)
	count(r) == 0
}

test_good_2 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo a | sh
`)
	count(r) == 0
}

test_good_3 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -fsSL https://example.com/a.tar.gz | tar xz
`)
	count(r) == 0
}

test_bad_1 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -sSL https://example.com/y | bash
`)
	count(r) == 1
}

test_bad_2 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get update; wget -qO- https://example.com/y | sudo sh -s
`)
	count(r) == 1
}

test_bad_3 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN bash -c "$(curl -fsSL https://example.com/install.sh)"
`)
	count(r) == 1
}

test_bad_4 if {
	r := pipe_shell.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN curl -sSL https://example.com/y | python3 -
`)
	count(r) == 1
}
