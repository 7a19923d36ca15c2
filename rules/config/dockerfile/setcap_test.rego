package sekisho.dockerfile.setcap_test

import rego.v1

import data.sekisho.dockerfile.setcap

test_good_1 if {
	r := setcap.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN setcap cap_net_bind_service=+ep /app
`)
	count(r) == 0
}

test_good_2 if {
	r := setcap.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN setcap -r /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := setcap.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN setcap cap_sys_admin+ep /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := setcap.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN setcap 'cap_setuid,cap_net_raw=ep' /app
`)
	count(r) == 1
}
