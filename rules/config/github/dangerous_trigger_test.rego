package sekisho.github.dangerous_trigger_test

import rego.v1

import data.sekisho.github.dangerous_trigger

test_good_1 if {
	r := dangerous_trigger.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
permissions: {pull-requests: write}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{uses: actions/labeler@v5}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := dangerous_trigger.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: make, env: {T: "${{ secrets.T }}"}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := dangerous_trigger.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: make, env: {T: "${{ secrets.T }}"}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := dangerous_trigger.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_run: {workflows: [ci]}}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{uses: someone/x@v1, with: {token: "${{ secrets.SLACK }}"}}]}
`)
	count(r) == 1
}
