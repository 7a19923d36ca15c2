package sekisho.dockerfile.extra_index_test

import rego.v1

import data.sekisho.dockerfile.extra_index

test_good_1 if {
	r := extra_index.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --index-url https://pypi.example.com/simple x==1
`)
	count(r) == 0
}

test_good_2 if {
	r := extra_index.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --require-hashes --extra-index-url https://pypi.example.com/simple -r r.txt
`)
	count(r) == 0
}

test_bad_1 if {
	r := extra_index.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --extra-index-url https://pypi.example.com/simple x==1
`)
	count(r) == 1
}

test_bad_2 if {
	r := extra_index.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
ENV PIP_EXTRA_INDEX_URL=https://pypi.example.com/simple
`)
	count(r) == 1
}
