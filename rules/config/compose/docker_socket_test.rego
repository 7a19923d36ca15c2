package sekisho.compose.docker_socket_test

import rego.v1

import data.sekisho.compose.docker_socket

test_good_1 if {
	r := docker_socket.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes: ["./a:/a", "data:/data"]
`)
	count(r) == 0
}

test_good_2 if {
	r := docker_socket.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - type: bind
        source: ./run
        target: /run
`)
	count(r) == 0
}

test_bad_1 if {
	r := docker_socket.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
`)
	count(r) == 1
}

test_bad_2 if {
	r := docker_socket.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - type: bind
        source: /run/containerd/containerd.sock
        target: /c.sock
`)
	count(r) == 1
}
