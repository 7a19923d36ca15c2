package sekisho.github.self_hosted_test

import rego.v1

import data.sekisho.github.self_hosted

test_good_1 if {
	r := self_hosted.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: self-hosted, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := self_hosted.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "true"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := self_hosted.deny with input as sekisho.input(".github/workflows/ci.yml", `on: [push, pull_request]
jobs:
  a: {runs-on: [self-hosted, linux], steps: [{run: "true"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := self_hosted.deny with input as sekisho.input(".github/workflows/ci.yml", `on:
  pull_request: {branches: [main]}
jobs:
  a: {runs-on: {group: big, labels: self-hosted}, steps: [{run: "true"}]}
`)
	count(r) == 1
}
