package sekisho.dockerfile.only_cd_test

import rego.v1

import data.sekisho.dockerfile.only_cd

test_good_1 if {
	r := only_cd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN cd /app && make
`)
	count(r) == 0
}

test_good_2 if {
	r := only_cd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN (cd /app; make)
`)
	count(r) == 0
}

test_bad_1 if {
	r := only_cd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN cd /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := only_cd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN make && cd /tmp
`)
	count(r) == 1
}
