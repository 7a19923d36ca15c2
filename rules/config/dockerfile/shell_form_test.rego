package sekisho.dockerfile.shell_form_test

import rego.v1

import data.sekisho.dockerfile.shell_form

test_good_1 if {
	r := shell_form.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENTRYPOINT ["/app"]
CMD ["--help"]
`)
	count(r) == 0
}

test_good_2 if {
	r := shell_form.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD exec /app --port $PORT
`)
	count(r) == 0
}

test_bad_1 if {
	r := shell_form.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
CMD node server.js
`)
	count(r) == 1
}

test_bad_2 if {
	r := shell_form.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
ENTRYPOINT /app --port $PORT
`)
	count(r) == 1
}
