package sekisho.github.always_true_test

import rego.v1

import data.sekisho.github.always_true

test_good_1 if {
	r := always_true.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: ${{ github.ref == 'refs/heads/main' && true }}
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := always_true.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-24.04
    steps: [{run: "true", if: "always()"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := always_true.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    if: ${{ github.ref == 'refs/heads/main' }} && github.actor != 'x'
    runs-on: ubuntu-24.04
    steps: [{run: "true"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := always_true.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: "true"
        if: |
          ${{ github.event_name == 'push' }}
`)
	count(r) == 1
}
