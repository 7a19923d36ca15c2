package sekisho.github.persist_credentials_test

import rego.v1

import data.sekisho.github.persist_credentials

test_good_1 if {
	r := persist_credentials.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
`)
	count(r) == 0
}

test_good_2 if {
	r := persist_credentials.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: git commit -am x && git push
`)
	count(r) == 0
}

test_bad_1 if {
	r := persist_credentials.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: make
`)
	count(r) == 1
}

test_bad_2 if {
	r := persist_credentials.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - name: source
        uses: actions/checkout@v4
        with:
          fetch-depth: 0
`)
	count(r) == 1
}
