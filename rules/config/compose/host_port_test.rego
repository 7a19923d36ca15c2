package sekisho.compose.host_port_test

import rego.v1

import data.sekisho.compose.host_port

test_good_1 if {
	r := host_port.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", ports: ["80:8080", "443:8443", "127.0.0.1:53:53", "8080:80"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_port.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    ports:
      - {target: 53, published: "53", host_ip: 127.0.0.1}
      - "25"
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_port.deny with input as sekisho.input("docker-compose.yml", `services:
  a: {image: "a:1", ports: ["53:53/udp"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_port.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    ports:
      - {target: 2525, published: "25"}
`)
	count(r) == 1
}
