package sekisho.github.workflow_secrets_test

import rego.v1

import data.sekisho.github.workflow_secrets

test_good_1 if {
	r := workflow_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env: {LEVEL: info}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env: {TOKEN: "${{ secrets.TOKEN }}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := workflow_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env:
  HAS: ${{ secrets.TOKEN != '' }}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := workflow_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env:
  TOKEN: ${{ secrets.TOKEN }}
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := workflow_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
env:
  A: b
  URL: https://x:${{ secrets.TOKEN }}@example.com
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 1
}
