package sekisho.dockerfile.useradd_log_test

import rego.v1

import data.sekisho.dockerfile.useradd_log

test_good_1 if {
	r := useradd_log.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -u 10001 app
`)
	count(r) == 0
}

test_good_2 if {
	r := useradd_log.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -l -u 1000810000 app && useradd --no-log-init -m -u 1000810001 b
`)
	count(r) == 0
}

test_bad_1 if {
	r := useradd_log.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN useradd -u 1000810000 app
`)
	count(r) == 1
}

test_bad_2 if {
	r := useradd_log.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN groupadd x && useradd -mu 1000810000 app
`)
	count(r) == 1
}
