package sekisho.dockerfile.copy_all_test

import rego.v1

import data.sekisho.dockerfile.copy_all

test_good_1 if {
	r := copy_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY . /app
`)
	count(r) == 0
}

test_good_2 if {
	r := copy_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
COPY . /
FROM debian:12.8
COPY --from=build /app /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := copy_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY . /
`)
	count(r) == 1
}

test_bad_2 if {
	r := copy_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD ./ /root/
`)
	count(r) == 1
}
