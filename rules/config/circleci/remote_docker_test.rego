package sekisho.circleci.remote_docker_test

import rego.v1

import data.sekisho.circleci.remote_docker

test_good_1 if {
	r := remote_docker.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [setup_remote_docker]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := remote_docker.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{setup_remote_docker: {version: docker24}}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := remote_docker.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - setup_remote_docker:
          version: 20.10.14
`)
	count(r) == 1
}

test_bad_2 if {
	r := remote_docker.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{setup_remote_docker: {version: 19.03.13}}]}}
`)
	count(r) == 1
}
