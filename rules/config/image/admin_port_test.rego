package sekisho.image.admin_port_test

import rego.v1

import data.sekisho.image.admin_port

test_good_1 if {
	r := admin_port.deny with input as {"config": {"ExposedPorts": {"8080/tcp": {}, "514/udp": {}}}, "history": []}
	count(r) == 0
}

test_good_2 if {
	r := admin_port.deny with input as {"config": {"ExposedPorts": {"22/tcp": {}}}, "history": [{"created_by": "RUN apt-get install -y openssh-server", "base": false}]}
	count(r) == 0
}

test_bad_1 if {
	r := admin_port.deny with input as {"config": {"ExposedPorts": {"2375/tcp": {}}}, "history": []}
	count(r) == 1
}

test_bad_2 if {
	r := admin_port.deny with input as {"config": {"ExposedPorts": {"22/tcp": {}, "9229/tcp": {}, "80/tcp": {}}}, "history": []}
	count(r) == 2
}
