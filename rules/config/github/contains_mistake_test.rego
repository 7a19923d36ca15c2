package sekisho.github.contains_mistake_test

import rego.v1

import data.sekisho.github.contains_mistake

test_good_1 if {
	r := contains_mistake.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := contains_mistake.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: contains(fromJSON('["main", "next"]'), github.ref_name) && contains(github.event.pull_request.labels.*.name, 'ok')
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := contains_mistake.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: contains('refs/heads/main refs/heads/next', github.ref)
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := contains_mistake.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: "true"
        if: ${{ contains('alice bob', github.actor) }}
`)
	count(r) == 1
}
