package sekisho.dockerfile.add_url_test

import rego.v1

import data.sekisho.dockerfile.add_url

test_good_1 if {
	r := add_url.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD a.tar /
`)
	count(r) == 0
}

test_good_2 if {
	r := add_url.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /
`)
	count(r) == 0
}

test_bad_1 if {
	r := add_url.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD https://example.com/a /
`)
	count(r) == 1
}

test_bad_2 if {
	r := add_url.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD http://example.com/a /
`)
	count(r) == 1
}
