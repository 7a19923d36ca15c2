package sekisho.github.all_secrets_test

import rego.v1

import data.sekisho.github.all_secrets

test_good_1 if {
	r := all_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env: {T: "${{ secrets.T }}", U: "${{ secrets['U'] }}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := all_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo '${{ toJSON(matrix) }}'
`)
	count(r) == 0
}

test_bad_1 if {
	r := all_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: make
        env: {ALL: "${{ toJSON(secrets) }}"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := all_secrets.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: someone/x@0123456789abcdef0123456789abcdef01234567
        with:
          token: ${{ secrets[format('TOKEN_{0}', matrix.env)] }}
`)
	count(r) == 1
}
