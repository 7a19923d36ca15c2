package sekisho.dockerfile.secret_env_test

import rego.v1

import data.sekisho.dockerfile.secret_env

test_good_1 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV PATH=/bin
ARG TOKEN
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV DB_PASSWORD=$PW API_TOKEN_FILE=/run/secrets/token
`)
	count(r) == 0
}

test_good_3 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV TOKEN="" NPM_TOKEN=changeme SECRET_KEY=/etc/key
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV A=b DB_PASSWORD=hunter2
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ARG NPM_TOKEN=abc123
`)
	count(r) == 1
}

test_bad_3 if {
	r := secret_env.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV AWS_SECRET_ACCESS_KEY wJalrXUtnFEMI
`)
	count(r) == 1
}
