package sekisho.github.bot_condition_test

import rego.v1

import data.sekisho.github.bot_condition

test_good_1 if {
	r := bot_condition.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request
jobs:
  a:
    if: github.actor == 'dependabot[bot]'
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := bot_condition.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
jobs:
  a:
    if: github.event.pull_request.user.login == 'dependabot[bot]'
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := bot_condition.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
jobs:
  a:
    if: github.actor == 'dependabot[bot]'
    runs-on: ubuntu-24.04
    steps: [{run: gh pr merge --auto}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := bot_condition.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: gh pr merge --auto
        if: ${{ github.actor == 'renovate[bot]' }}
`)
	count(r) == 1
}
