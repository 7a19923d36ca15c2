package sekisho.github.broad_token_test

import rego.v1

import data.sekisho.github.broad_token

test_good_1 if {
	r := broad_token.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {contents: read}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := broad_token.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: read-all
jobs:
  a: {runs-on: ubuntu-24.04, permissions: {contents: write}, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := broad_token.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: write-all
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := broad_token.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    permissions: write-all
    steps: [{run: "true"}]
`)
	count(r) == 1
}
