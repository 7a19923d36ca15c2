package sekisho.dockerfile.unknown_stage_test

import rego.v1

import data.sekisho.dockerfile.unknown_stage

test_good_1 if {
	r := unknown_stage.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
FROM debian:12.8
COPY --from=build /a /a
COPY --from=0 /a /b
COPY --from=BUILD /a /c
`)
	count(r) == 0
}

test_good_2 if {
	r := unknown_stage.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --from=ghcr.example/x/y:1 /a /a
`)
	count(r) == 0
}

test_bad_1 if {
	r := unknown_stage.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
FROM debian:12.8
COPY --from=biuld /a /a
`)
	count(r) == 1
}

test_bad_2 if {
	r := unknown_stage.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
COPY --from=build /a /a
`)
	count(r) == 1
}
