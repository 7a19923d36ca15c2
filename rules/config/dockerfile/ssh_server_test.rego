package sekisho.dockerfile.ssh_server_test

import rego.v1

import data.sekisho.dockerfile.ssh_server

test_good_1 if {
	r := ssh_server.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 8080 2222
`)
	count(r) == 0
}

test_good_2 if {
	r := ssh_server.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y openssh-client
`)
	count(r) == 0
}

test_bad_1 if {
	r := ssh_server.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
EXPOSE 22
`)
	count(r) == 1
}

test_bad_2 if {
	r := ssh_server.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN apt-get install -y openssh-server
EXPOSE 80 22/tcp
`)
	count(r) == 1
}
