package sekisho.dockerfile.debug_mode_test

import rego.v1

import data.sekisho.dockerfile.debug_mode

test_good_1 if {
	r := debug_mode.deny with input as sekisho.input("Dockerfile", `FROM node:22
ENV FLASK_DEBUG=0 NODE_ENV=production
CMD ["node", "--inspect=127.0.0.1:9229", "server.js"]
`)
	count(r) == 0
}

test_good_2 if {
	r := debug_mode.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS dev
ENV FLASK_DEBUG=1
FROM debian:12.8
`)
	count(r) == 0
}

test_bad_1 if {
	r := debug_mode.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
ENV FLASK_DEBUG=1
`)
	count(r) == 1
}

test_bad_2 if {
	r := debug_mode.deny with input as sekisho.input("Dockerfile", `FROM node:22
CMD ["node", "--inspect=0.0.0.0:9229", "server.js"]
`)
	count(r) == 1
}

test_bad_3 if {
	r := debug_mode.deny with input as sekisho.input("Dockerfile", `FROM python:3.12
CMD ["flask", "run", "--debug"]
`)
	count(r) == 1
}
