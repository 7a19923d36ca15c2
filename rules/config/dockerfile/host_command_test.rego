package sekisho.dockerfile.host_command_test

import rego.v1

import data.sekisho.dockerfile.host_command

test_good_1 if {
	r := host_command.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN systemctl enable app && apt-get install -y mount
`)
	count(r) == 0
}

test_good_2 if {
	r := host_command.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN service postgresql start && createdb x && service postgresql stop
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_command.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN service nginx start
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_command.deny with input as sekisho.input("Dockerfile", `FROM debian:12.8
RUN sysctl -w vm.max_map_count=262144
`)
	count(r) == 1
}
