package sekisho.circleci.plain_secret_test

import rego.v1

import data.sekisho.circleci.plain_secret

test_good_1 if {
	r := plain_secret.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker:
      - image: cimg/node:22.12.0
        auth: {username: x, password: $DOCKER_PASSWORD}
      - image: postgres:17.2
        environment: {POSTGRES_PASSWORD: postgres1}
    steps: [checkout]
`)
	count(r) == 0
}

test_good_2 if {
	r := plain_secret.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], environment: {LEVEL: info, TOKEN_FILE: /run/x}, steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := plain_secret.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], environment: {API_TOKEN: 8f3kd92ks0dk2}, steps: [checkout]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := plain_secret.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker:
      - image: registry.example/x:1
        auth: {username: x, password: s3cr3tw0rd}
    steps: [checkout]
`)
	count(r) == 1
}
