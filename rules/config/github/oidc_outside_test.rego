package sekisho.github.oidc_outside_test

import rego.v1

import data.sekisho.github.oidc_outside

test_good_1 if {
	r := oidc_outside.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {push: {branches: [main]}}
permissions: {contents: read}
jobs:
  a:
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps: [{run: "true"}]
  b: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := oidc_outside.deny with input as sekisho.input(".github/workflows/ci.yml", `on: [push, pull_request]
jobs:
  a:
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := oidc_outside.deny with input as sekisho.input(".github/workflows/ci.yml", `on: [push, pull_request]
jobs:
  a:
    runs-on: ubuntu-24.04
    permissions: {id-token: write}
    steps: [{run: "true"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := oidc_outside.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
permissions: {id-token: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
  b: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}
