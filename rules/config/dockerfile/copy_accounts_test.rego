package sekisho.dockerfile.copy_accounts_test

import rego.v1

import data.sekisho.dockerfile.copy_accounts

test_good_1 if {
	r := copy_accounts.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
FROM scratch
COPY --from=build /etc/passwd /etc/passwd
`)
	count(r) == 0
}

test_good_2 if {
	r := copy_accounts.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app.conf /etc/
`)
	count(r) == 0
}

test_bad_1 if {
	r := copy_accounts.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY sudoers /etc/sudoers
`)
	count(r) == 1
}

test_bad_2 if {
	r := copy_accounts.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY keys /root/.ssh/authorized_keys
`)
	count(r) == 1
}
