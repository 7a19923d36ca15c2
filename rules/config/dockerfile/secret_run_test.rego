package sekisho.dockerfile.secret_run_test

import rego.v1

import data.sekisho.dockerfile.secret_run

test_good_1 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=token curl -H "Authorization: Bearer $(cat /run/secrets/token)" https://example.com
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN mysql --password=$PASSWORD && ./configure --token $TOKEN && export TOKEN=$(cat x)
`)
	count(r) == 0
}

test_good_3 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN DEBIAN_FRONTEND=noninteractive SECRET_KEY_BASE=dummy rails assets:precompile
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -H 'Authorization: Bearer abcdef0123456789' https://example.com/x
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN curl -u admin:hunter22 https://example.com/x
`)
	count(r) == 1
}

test_bad_3 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN export NPM_TOKEN=npm_abcdefgh && npm ci
`)
	count(r) == 1
}

test_bad_4 if {
	r := secret_run.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN app login --password s3cr3tw0rd
`)
	count(r) == 1
}
