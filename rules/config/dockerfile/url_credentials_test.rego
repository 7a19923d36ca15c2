package sekisho.dockerfile.url_credentials_test

import rego.v1

import data.sekisho.dockerfile.url_credentials

test_good_1 if {
	r := url_credentials.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone https://github.com/example/x
ENV DATABASE_URL=postgres://$USER:$PASSWORD@db/x
`)
	count(r) == 0
}

test_good_2 if {
	r := url_credentials.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone https://git@github.com/example/x && git clone https://oauth2:${TOKEN}@git.example/x
`)
	count(r) == 0
}

test_bad_1 if {
	r := url_credentials.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN git clone https://bot:s3cr3tw0rd@git.example/team/x.git
`)
	count(r) == 1
}

test_bad_2 if {
	r := url_credentials.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENV DATABASE_URL=postgres://app:hunter22@db:5432/app
`)
	count(r) == 1
}
