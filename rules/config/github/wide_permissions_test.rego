package sekisho.github.wide_permissions_test

import rego.v1

import data.sekisho.github.wide_permissions

test_good_1 if {
	r := wide_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := wide_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
  b: {runs-on: ubuntu-24.04, permissions: {}, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := wide_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
  b: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := wide_permissions.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: read, packages: write, pull-requests: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
  b: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}
