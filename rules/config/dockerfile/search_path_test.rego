package sekisho.dockerfile.search_path_test

import rego.v1

import data.sekisho.dockerfile.search_path

test_good_1 if {
	r := search_path.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV PATH=/app/bin:$PATH
`)
	count(r) == 0
}

test_good_2 if {
	r := search_path.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV PATH="/opt/x/bin:/usr/bin:/bin" PYTHONPATH=/app
`)
	count(r) == 0
}

test_bad_1 if {
	r := search_path.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV PATH=.:/usr/bin:/bin
`)
	count(r) == 1
}

test_bad_2 if {
	r := search_path.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV LD_PRELOAD=/tmp/x.so
`)
	count(r) == 1
}
