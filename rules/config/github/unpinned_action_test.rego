package sekisho.github.unpinned_action_test

import rego.v1

import data.sekisho.github.unpinned_action

test_good_1 if {
	r := unpinned_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: someone/something@0123456789abcdef0123456789abcdef01234567 # v1
`)
	count(r) == 0
}

test_good_2 if {
	r := unpinned_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    uses: ./.github/workflows/b.yml
  b:
    runs-on: ubuntu-24.04
    steps:
      - uses: ./action
      - uses: docker://alpine:3.20
`)
	count(r) == 0
}

test_bad_1 if {
	r := unpinned_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: someone/something@v1
`)
	count(r) == 1
}

test_bad_2 if {
	r := unpinned_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    uses: someone/x/.github/workflows/b.yml@main
  b:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@main
`)
	count(r) == 2
}

test_bad_3 if {
	r := unpinned_action.deny with input as sekisho.input("action.yml", `runs:
  using: composite
  steps:
    - uses: someone/something@v1
`)
	count(r) == 1
}
