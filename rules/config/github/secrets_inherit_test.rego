package sekisho.github.secrets_inherit_test

import rego.v1

import data.sekisho.github.secrets_inherit

test_good_1 if {
	r := secrets_inherit.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {uses: ./.github/workflows/b.yml, secrets: {T: "${{ secrets.T }}"}}
`)
	count(r) == 0
}

test_good_2 if {
	r := secrets_inherit.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {uses: ./.github/workflows/b.yml}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secrets_inherit.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {uses: ./.github/workflows/b.yml, secrets: inherit}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secrets_inherit.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    uses: someone/x/.github/workflows/b.yml@0123456789abcdef0123456789abcdef01234567
    secrets: inherit
`)
	count(r) == 1
}
