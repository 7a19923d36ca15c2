package sekisho.circleci.pipe_shell_test

import rego.v1

import data.sekisho.circleci.pipe_shell

test_good_1 if {
	r := pipe_shell.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run: curl -fsSLo x https://example.com/y && sha256sum -c x.sha256 && sh x
`)
	count(r) == 0
}

test_good_2 if {
	r := pipe_shell.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps: [checkout, {run: {name: x, command: "curl -f https://example.com | jq ."}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := pipe_shell.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - run: curl -sSL https://example.com/y | bash
`)
	count(r) == 1
}

test_bad_2 if {
	r := pipe_shell.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
commands:
  install:
    steps:
      - when:
          condition: << parameters.x >>
          steps:
            - run:
                name: x
                command: |
                  wget -qO- https://example.com/y | sudo sh
`)
	count(r) == 1
}
