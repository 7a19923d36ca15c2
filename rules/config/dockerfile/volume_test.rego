package sekisho.dockerfile.volume_test

import rego.v1

import data.sekisho.dockerfile.volume

test_good_1 if {
	r := volume.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
VOLUME /var/lib/postgresql/data
`)
	count(r) == 0
}

test_good_2 if {
	r := volume.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
VOLUME ["/data", "/etc/app"]
`)
	count(r) == 0
}

test_bad_1 if {
	r := volume.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
VOLUME /etc
`)
	count(r) == 1
}

test_bad_2 if {
	r := volume.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
VOLUME ["/data", "/usr/"]
`)
	count(r) == 1
}
