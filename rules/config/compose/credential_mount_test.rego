package sekisho.compose.credential_mount_test

import rego.v1

import data.sekisho.compose.credential_mount

test_good_1 if {
	r := credential_mount.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes: ["./aws:/root/.aws", "~/data:/data"]
`)
	count(r) == 0
}

test_good_2 if {
	r := credential_mount.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    secrets: [aws]
`)
	count(r) == 0
}

test_bad_1 if {
	r := credential_mount.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes: ["~/.aws:/root/.aws:ro"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := credential_mount.deny with input as sekisho.input("docker-compose.yml", `services:
  a:
    image: a:1
    volumes:
      - ${HOME}/.ssh:/home/app/.ssh
`)
	count(r) == 1
}
