package sekisho.github.cloud_keys_test

import rego.v1

import data.sekisho.github.cloud_keys

test_good_1 if {
	r := cloud_keys.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: {role-to-assume: "arn:aws:iam::1:role/x", aws-region: eu-west-1}
`)
	count(r) == 0
}

test_good_2 if {
	r := cloud_keys.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: make, env: {AWS_REGION: eu-west-1}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := cloud_keys.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: {aws-access-key-id: "${{ secrets.A }}", aws-secret-access-key: "${{ secrets.B }}"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := cloud_keys.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    env: {AWS_ACCESS_KEY_ID: "${{ secrets.A }}", AWS_SECRET_ACCESS_KEY: "${{ secrets.B }}"}
    steps: [{run: make}]
`)
	count(r) == 1
}
