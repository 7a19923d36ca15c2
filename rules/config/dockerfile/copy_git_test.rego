package sekisho.dockerfile.copy_git_test

import rego.v1

import data.sekisho.dockerfile.copy_git

test_good_1 if {
	r := copy_git.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY .gitconfig /etc/gitconfig
`)
	count(r) == 0
}

test_good_2 if {
	r := copy_git.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
COPY .git .git
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := copy_git.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY .git /app/.git
`)
	count(r) == 1
}

test_bad_2 if {
	r := copy_git.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD src/.git/ /app/
`)
	count(r) == 1
}
