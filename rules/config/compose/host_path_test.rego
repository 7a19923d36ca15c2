package sekisho.compose.host_path_test

import rego.v1

import data.sekisho.compose.host_path

test_good_1 if {
	r := host_path.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes: ["./conf:/etc/app", "/srv/data:/data", "/etc/localtime:/etc/localtime:ro", "/proc:/host/proc:ro"]
`)
	count(r) == 0
}

test_good_2 if {
	r := host_path.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - {type: volume, source: data, target: /data}
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_path.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes: ["/:/host:ro"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_path.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - {type: bind, source: /etc/cron.d, target: /c}
`)
	count(r) == 1
}
