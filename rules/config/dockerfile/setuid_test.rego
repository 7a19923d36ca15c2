package sekisho.dockerfile.setuid_test

import rego.v1

import data.sekisho.dockerfile.setuid

test_good_1 if {
	r := setuid.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod 0755 /a && chmod u-s /b && chmod 1777 /tmp
`)
	count(r) == 0
}

test_good_2 if {
	r := setuid.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --chmod=0755 a /
`)
	count(r) == 0
}

test_bad_1 if {
	r := setuid.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod u+s /usr/bin/x
`)
	count(r) == 1
}

test_bad_2 if {
	r := setuid.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN chmod 4755 /usr/bin/x
`)
	count(r) == 1
}

test_bad_3 if {
	r := setuid.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --chmod=4755 a /
`)
	count(r) == 1
}
