package sekisho.circleci.login_password_test

import rego.v1

import data.sekisho.circleci.login_password

test_good_1 if {
	r := login_password.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "echo $P | docker login -u x --password-stdin"}]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := login_password.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "docker run -p 80:80 x"}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := login_password.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "docker login -u $U -p $P"}]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := login_password.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run:
          command: |
            docker login --username x --password $P registry.example
`)
	count(r) == 1
}
