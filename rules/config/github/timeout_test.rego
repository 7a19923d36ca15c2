package sekisho.github.timeout_test

import rego.v1

import data.sekisho.github.timeout

test_good_1 if {
	r := timeout.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, timeout-minutes: 10, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := timeout.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {uses: ./.github/workflows/b.yml}
`)
	count(r) == 0
}

test_bad_1 if {
	r := timeout.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
`)
	count(r) == 1
}

test_bad_2 if {
	r := timeout.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: make}]}
  b: {runs-on: ubuntu-24.04, steps: [{run: make}]}
`)
	count(r) == 2
}
