package sekisho.circleci.parameter_injection_test

import rego.v1

import data.sekisho.circleci.parameter_injection

test_good_1 if {
	r := parameter_injection.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
parameters: {n: {type: integer, default: 1}}
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run: make << pipeline.parameters.n >> << pipeline.number >>
`)
	count(r) == 0
}

test_good_2 if {
	r := parameter_injection.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    environment: {BRANCH: << pipeline.git.branch >>}
    steps: [{run: "git checkout \"$BRANCH\""}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := parameter_injection.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
parameters: {target: {type: string, default: x}}
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run: make << pipeline.parameters.target >>
`)
	count(r) == 1
}

test_bad_2 if {
	r := parameter_injection.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run:
          name: x
          command: git checkout << pipeline.git.branch >>
`)
	count(r) == 1
}
