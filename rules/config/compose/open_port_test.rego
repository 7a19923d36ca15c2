package sekisho.compose.open_port_test

import rego.v1

import data.sekisho.compose.open_port

test_good_1 if {
	r := open_port.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: postgres:17.2
    ports: ["127.0.0.1:5432:5432"]
    expose: ["5432"]
`)
	count(r) == 0
}

test_good_2 if {
	r := open_port.deny with input as sekisho.input("docker-compose.yml", `services:
  web:
    image: nginx:1.27
    ports: ["443:443", "8080:8080"]
  db:
    image: postgres:17.2
    ports:
      - {target: 5432, published: "5432", host_ip: 127.0.0.1}
`)
	count(r) == 0
}

test_bad_1 if {
	r := open_port.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: postgres:17.2
    ports:
      - "5432:5432"
`)
	count(r) == 1
}

test_bad_2 if {
	r := open_port.deny with input as sekisho.input("docker-compose.yml", `services:
  db:
    image: redis:7.4
    ports:
      - target: 6379
        published: "6379"
`)
	count(r) == 1
}
