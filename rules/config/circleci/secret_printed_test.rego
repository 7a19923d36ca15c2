package sekisho.circleci.secret_printed_test

import rego.v1

import data.sekisho.circleci.secret_printed

test_good_1 if {
	r := secret_printed.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "echo $DOCKER_PASSWORD | docker login -u x --password-stdin"}]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_printed.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "echo $CIRCLE_SHA1; env FOO=1 make"}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_printed.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "echo $API_TOKEN"}]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_printed.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run:
          command: |
            printenv
            make
`)
	count(r) == 1
}
