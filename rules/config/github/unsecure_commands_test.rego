package sekisho.github.unsecure_commands_test

import rego.v1

import data.sekisho.github.unsecure_commands

test_good_1 if {
	r := unsecure_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env: {A: b}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := unsecure_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env:
  ACTIONS_ALLOW_UNSECURE_COMMANDS: false
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := unsecure_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env:
  ACTIONS_ALLOW_UNSECURE_COMMANDS: true
  A: b
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := unsecure_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env:
          ACTIONS_ALLOW_UNSECURE_COMMANDS: "true"
`)
	count(r) == 1
}
