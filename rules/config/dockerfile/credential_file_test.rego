package sekisho.dockerfile.credential_file_test

import rego.v1

import data.sekisho.dockerfile.credential_file

test_good_1 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY src /app
`)
	count(r) == 0
}

test_good_2 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY .env.example cert.pem public.key.txt /app/
`)
	count(r) == 0
}

test_good_3 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
COPY .npmrc ./
FROM debian:12.8
COPY --from=build /app /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY .env /app
`)
	count(r) == 1
}

test_bad_2 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ADD keys/id_rsa /root/.ssh/
`)
	count(r) == 1
}

test_bad_3 if {
	r := credential_file.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY config/server-key.pem .npmrc /app/
`)
	count(r) == 2
}
