package sekisho.dockerfile.deleted_later_test

import rego.v1

import data.sekisho.dockerfile.deleted_later

test_good_1 if {
	r := deleted_later.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app /app
RUN rm -rf /tmp/x
`)
	count(r) == 0
}

test_good_2 if {
	r := deleted_later.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS build
COPY app.tar /tmp/app.tar
RUN tar xf /tmp/app.tar && rm /tmp/app.tar
FROM scratch
COPY --from=build /app /app
`)
	count(r) == 0
}

test_bad_1 if {
	r := deleted_later.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY app.deb /tmp/app.deb
RUN dpkg -i /tmp/app.deb && rm /tmp/app.deb
`)
	count(r) == 1
}

test_bad_2 if {
	r := deleted_later.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY setup.sh /tmp/
RUN sh /tmp/setup.sh && rm -f /tmp/setup.sh
`)
	count(r) == 1
}
