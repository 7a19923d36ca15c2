package sekisho.dockerfile.several_entrypoint_test

import rego.v1

import data.sekisho.dockerfile.several_entrypoint

test_good_1 if {
	r := several_entrypoint.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENTRYPOINT ["a"]
CMD ["b"]
`)
	count(r) == 0
}

test_good_2 if {
	r := several_entrypoint.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
ENTRYPOINT ["a"]
FROM a
ENTRYPOINT ["b"]
`)
	count(r) == 0
}

test_bad_1 if {
	r := several_entrypoint.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENTRYPOINT ["a"]
ENTRYPOINT ["b"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := several_entrypoint.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENTRYPOINT a
RUN true
ENTRYPOINT ["b"]
`)
	count(r) == 1
}
