package sekisho.dockerfile.healthcheck_test

import rego.v1

import data.sekisho.dockerfile.healthcheck

test_good_1 if {
	r := healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
HEALTHCHECK CMD curl -f http://localhost:8080/health
CMD ["app"]
`)
	count(r) == 0
}

test_good_2 if {
	r := healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
HEALTHCHECK NONE
CMD ["app"]
`)
	count(r) == 0
}

test_good_3 if {
	r := healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY tools /tools
`)
	count(r) == 0
}

test_bad_1 if {
	r := healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD ["app"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := healthcheck.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
HEALTHCHECK CMD true
FROM debian:12.8
COPY --from=build /a /a
ENTRYPOINT ["/a"]
CMD ["x"]
`)
	count(r) == 1
}
