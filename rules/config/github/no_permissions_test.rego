package sekisho.github.no_permissions_test

import rego.v1

import data.sekisho.github.no_permissions

test_good_1 if {
	r := no_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: read}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := no_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, permissions: {}, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_3 if {
	r := no_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: workflow_call
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := no_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := no_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, permissions: {}, steps: [{run: "true"}]}
  b: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}
