package sekisho.dockerfile.several_cmd_test

import rego.v1

import data.sekisho.dockerfile.several_cmd

test_good_1 if {
	r := several_cmd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD ["a"]
`)
	count(r) == 0
}

test_good_2 if {
	r := several_cmd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a
CMD ["a"]
FROM debian:12.8
CMD ["b"]
`)
	count(r) == 0
}

test_bad_1 if {
	r := several_cmd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD ["a"]
CMD ["b"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := several_cmd.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD ["a"]
CMD ["b"]
CMD ["c"]
`)
	count(r) == 2
}
