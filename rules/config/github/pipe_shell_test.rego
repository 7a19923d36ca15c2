package sekisho.github.pipe_shell_test

import rego.v1

import data.sekisho.github.pipe_shell

test_good_1 if {
	r := pipe_shell.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -fsSLo x https://example.com/y && sha256sum -c x.sha256 && sh x
`)
	count(r) == 0
}

test_good_2 if {
	r := pipe_shell.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -fsSL https://example.com/y | jq .
`)
	count(r) == 0
}

test_bad_1 if {
	r := pipe_shell.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: curl -sSL https://example.com/y | bash
`)
	count(r) == 1
}

test_bad_2 if {
	r := pipe_shell.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          sh -c "$(wget -qO- https://example.com/y)"
`)
	count(r) == 1
}
