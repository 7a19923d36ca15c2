package sekisho.dockerfile.secret_mount_test

import rego.v1

import data.sekisho.dockerfile.secret_mount

test_good_1 if {
	r := secret_mount.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_mount.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=t TOKEN=$(cat /run/secrets/t) make >/log
`)
	count(r) == 0
}

test_good_3 if {
	r := secret_mount.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=npm cp /run/secrets/npm /root/.npmrc && npm ci && rm /root/.npmrc
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_mount.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=npm cp /run/secrets/npm /root/.npmrc && npm ci
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_mount.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=secret,id=t cat /run/secrets/t > /app/token
`)
	count(r) == 1
}
