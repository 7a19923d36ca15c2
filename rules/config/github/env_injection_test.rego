package sekisho.github.env_injection_test

import rego.v1

import data.sekisho.github.env_injection

test_good_1 if {
	r := env_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "SHA=$SHA" >>"$GITHUB_ENV"
        env: {SHA: "${{ github.sha }}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := env_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "$TITLE" >title.txt
        env: {TITLE: "${{ github.event.issue.title }}"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := env_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "TITLE=$TITLE" >>"$GITHUB_ENV"
        env: {TITLE: "${{ github.event.issue.title }}"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := env_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
env: {BRANCH: "${{ github.head_ref }}"}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "BRANCH=${BRANCH}" >> $GITHUB_ENV
`)
	count(r) == 1
}
