package sekisho.dockerfile.tls_off_test

import rego.v1

import data.sekisho.dockerfile.tls_off

test_good_1 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -sSf https://example.com && curl --keepalive-time 3 https://example.com
`)
	count(r) == 0
}

test_good_2 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git config --global http.sslVerify true
ENV NODE_TLS_REJECT_UNAUTHORIZED=1
`)
	count(r) == 0
}

test_bad_1 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -sk https://example.com -o x
`)
	count(r) == 1
}

test_bad_2 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
`)
	count(r) == 1
}

test_bad_3 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --trusted-host example.com x
`)
	count(r) == 1
}

test_bad_4 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM node:22
RUN npm config set strict-ssl false
`)
	count(r) == 1
}

test_bad_5 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN wget --no-check-certificate https://example.com/x
`)
	count(r) == 1
}

test_bad_6 if {
	r := tls_off.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git -c http.sslVerify=false clone https://example.com/x
`)
	count(r) == 1
}
