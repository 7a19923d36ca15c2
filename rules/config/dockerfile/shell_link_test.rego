package sekisho.dockerfile.shell_link_test

import rego.v1

import data.sekisho.dockerfile.shell_link

test_good_1 if {
	r := shell_link.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
SHELL ["/bin/bash", "-c"]
RUN ln -s /bin/bash /usr/local/bin/sh
`)
	count(r) == 0
}

test_good_2 if {
	r := shell_link.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN cp /bin/sh /rootfs/bin/sh
`)
	count(r) == 0
}

test_bad_1 if {
	r := shell_link.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN ln -sf /bin/bash /bin/sh
`)
	count(r) == 1
}

test_bad_2 if {
	r := shell_link.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN rm /bin/sh && ln -s bash /usr/bin/sh
`)
	count(r) == 1
}
