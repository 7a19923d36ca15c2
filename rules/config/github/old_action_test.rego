package sekisho.github.old_action_test

import rego.v1

import data.sekisho.github.old_action

test_good_1 if {
	r := old_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{uses: actions/checkout@v4}, {uses: actions/setup-python@v5.3.0}]
`)
	count(r) == 0
}

test_good_2 if {
	r := old_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{uses: actions/checkout@0123456789abcdef0123456789abcdef01234567}, {uses: actions/checkout@main}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := old_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{uses: actions/checkout@v2}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := old_action.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/upload-artifact@v3.1.2
`)
	count(r) == 1
}
