package sekisho.github.cache_poisoning_test

import rego.v1

import data.sekisho.github.cache_poisoning

test_good_1 if {
	r := cache_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: [push, pull_request]
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@v4
        with: {path: ~/.npm, key: x}
`)
	count(r) == 0
}

test_good_2 if {
	r := cache_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {release: {types: [published]}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v4
        with: {node-version: 22}
`)
	count(r) == 0
}

test_bad_1 if {
	r := cache_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {release: {types: [published]}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v4
        with: {node-version: 22, cache: npm}
`)
	count(r) == 1
}

test_bad_2 if {
	r := cache_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on:
  push:
    tags: ["v*"]
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/cache@v4
        with: {path: ~/.npm, key: x}
`)
	count(r) == 1
}
