package sekisho.dockerfile.plain_http_test

import rego.v1

import data.sekisho.dockerfile.plain_http

test_good_1 if {
	r := plain_http.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -o x https://example.com/x && curl -f http://localhost/health
`)
	count(r) == 0
}

test_good_2 if {
	r := plain_http.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -o x http://example.com/x && echo "0000  x" | sha256sum -c
`)
	count(r) == 0
}

test_bad_1 if {
	r := plain_http.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN wget http://example.com/x.tar.gz && tar xf x.tar.gz
`)
	count(r) == 1
}

test_bad_2 if {
	r := plain_http.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --index-url=http://pypi.example.com/simple x
`)
	count(r) == 1
}
