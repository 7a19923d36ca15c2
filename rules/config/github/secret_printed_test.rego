package sekisho.github.secret_printed_test

import rego.v1

import data.sekisho.github.secret_printed

test_good_1 if {
	r := secret_printed.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "${{ secrets.TOKEN }}" | docker login --username x --password-stdin
      - run: echo "${{ secrets.KEY }}" >key.txt
      - run: echo "::add-mask::${{ secrets.KEY }}"
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_printed.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: env
      - run: make
        env: {T: "${{ secrets.T }}"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_printed.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "token ${{ secrets.TOKEN }}"
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_printed.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - env: {T: "${{ secrets.T }}"}
        run: |
          set -ex
          make
`)
	count(r) == 1
}
