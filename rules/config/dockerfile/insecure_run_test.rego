package sekisho.dockerfile.insecure_run_test

import rego.v1

import data.sekisho.dockerfile.insecure_run

test_good_1 if {
	r := insecure_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --security=sandbox make
`)
	count(r) == 0
}

test_good_2 if {
	r := insecure_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo --security=insecure
`)
	count(r) == 0
}

test_bad_1 if {
	r := insecure_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --security=insecure make
`)
	count(r) == 1
}

test_bad_2 if {
	r := insecure_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --network=none --security=insecure make
`)
	count(r) == 1
}
