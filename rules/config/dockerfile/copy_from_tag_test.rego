package sekisho.dockerfile.copy_from_tag_test

import rego.v1

import data.sekisho.dockerfile.copy_from_tag

test_good_1 if {
	r := copy_from_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8 AS a.b
FROM debian:12.8
COPY --from=a.b /x /x
COPY --from=busybox:1.36 /bin/sh /bin/sh
`)
	count(r) == 0
}

test_good_2 if {
	r := copy_from_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=bind,from=registry.example/tools:1.2,target=/t /t/run
`)
	count(r) == 0
}

test_bad_1 if {
	r := copy_from_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
COPY --from=busybox:latest /bin/sh /bin/sh
`)
	count(r) == 1
}

test_bad_2 if {
	r := copy_from_tag.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN --mount=type=bind,from=registry.example/tools,target=/t /t/run
`)
	count(r) == 1
}
