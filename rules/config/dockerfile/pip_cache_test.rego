package sekisho.dockerfile.pip_cache_test

import rego.v1

import data.sekisho.dockerfile.pip_cache

test_good_1 if {
	r := pip_cache.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install --no-cache-dir -r requirements.txt
`)
	count(r) == 0
}

test_good_2 if {
	r := pip_cache.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
ENV PIP_NO_CACHE_DIR=1
RUN pip install x==1
`)
	count(r) == 0
}

test_good_3 if {
	r := pip_cache.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN --mount=type=cache,target=/root/.cache/pip pip install x==1
`)
	count(r) == 0
}

test_bad_1 if {
	r := pip_cache.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip install -r requirements.txt
`)
	count(r) == 1
}

test_bad_2 if {
	r := pip_cache.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
RUN pip3 install x==1
`)
	count(r) == 1
}
