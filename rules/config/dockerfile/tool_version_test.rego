package sekisho.dockerfile.tool_version_test

import rego.v1

import data.sekisho.dockerfile.tool_version

test_good_1 if {
	r := tool_version.deny with input as sekisho.input("Dockerfile", `FROM golang:1.23
RUN go install golang.org/x/tools/cmd/stringer@v0.28.0 && go install ./...
`)
	count(r) == 0
}

test_good_2 if {
	r := tool_version.deny with input as sekisho.input("Dockerfile", `FROM ruby:3.3
RUN gem install bundler -v 2.5.0 && gem install rake:13.2.1
`)
	count(r) == 0
}

test_bad_1 if {
	r := tool_version.deny with input as sekisho.input("Dockerfile", `FROM golang:1.23
RUN go install golang.org/x/tools/cmd/stringer@latest
`)
	count(r) == 1
}

test_bad_2 if {
	r := tool_version.deny with input as sekisho.input("Dockerfile", `FROM ruby:3.3
RUN gem install bundler
`)
	count(r) == 1
}

test_bad_3 if {
	r := tool_version.deny with input as sekisho.input("Dockerfile", `FROM rust:1.83
RUN cargo install ripgrep
`)
	count(r) == 1
}
