package sekisho.github.tls_off_test

import rego.v1

import data.sekisho.github.tls_off

test_good_1 if {
	r := tls_off.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "curl -fsSL https://example.com/x"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := tls_off.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env: {NODE_TLS_REJECT_UNAUTHORIZED: "1"}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "make -k"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := tls_off.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "curl -k https://example.com/x -o x"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := tls_off.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env: {NODE_TLS_REJECT_UNAUTHORIZED: "0"}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "make"}]}
`)
	count(r) == 1
}
