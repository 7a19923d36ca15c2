package sekisho.dockerfile.chown_all_test

import rego.v1

import data.sekisho.dockerfile.chown_all

test_good_1 if {
	r := chown_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --chown=10001:10001 app /app
RUN mkdir /data && chown -R 10001 /data
`)
	count(r) == 0
}

test_good_2 if {
	r := chown_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app /app
RUN chown 10001 /app/data
`)
	count(r) == 0
}

test_bad_1 if {
	r := chown_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app /app
RUN chown -R 10001:10001 /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := chown_all.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app /app/
RUN chown --recursive app /app
`)
	count(r) == 1
}
