package sekisho.github.pull_request_target_test

import rego.v1

import data.sekisho.github.pull_request_target

test_good_1 if {
	r := pull_request_target.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := pull_request_target.deny with input as sekisho.input(".github/workflows/ci.yml", `on: [pull_request_target]
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
  b:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.head_ref }}"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := pull_request_target.deny with input as sekisho.input(".github/workflows/ci.yml", `on:
  pull_request_target:
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := pull_request_target.deny with input as sekisho.input(".github/workflows/ci.yml", `on:
  workflow_run: {workflows: [ci], types: [completed]}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with:
          repository: ${{ github.event.workflow_run.head_repository.full_name }}
          ref: ${{ github.event.workflow_run.head_branch }}
`)
	count(r) == 1
}

test_bad_3 if {
	r := pull_request_target.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: gh pr checkout ${{ github.event.issue.number }} && make
`)
	count(r) == 1
}
