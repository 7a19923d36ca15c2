package sekisho.dockerfile.private_key_test

import rego.v1

import data.sekisho.dockerfile.private_key

test_good_1 if {
	r := private_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo "-----BEGIN CERTIFICATE-----" >/etc/ssl/x.pem
`)
	count(r) == 0
}

test_good_2 if {
	r := private_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=ssh git clone git@git.example:x
`)
	count(r) == 0
}

test_bad_1 if {
	r := private_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN echo "-----BEGIN RSA PRIVATE KEY-----" >/root/.ssh/id_rsa
`)
	count(r) == 1
}

test_bad_2 if {
	r := private_key.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY <<EOF /key
-----BEGIN PRIVATE KEY-----
MIIE
-----END PRIVATE KEY-----
EOF
`)
	count(r) == 1
}
