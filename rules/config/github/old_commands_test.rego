package sekisho.github.old_commands_test

import rego.v1

import data.sekisho.github.old_commands

test_good_1 if {
	r := old_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "echo a=b >>\"$GITHUB_OUTPUT\""}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := old_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a: {runs-on: ubuntu-24.04, steps: [{run: "echo ::notice::x"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := old_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "::set-output name=a::b"
`)
	count(r) == 1
}

test_bad_2 if {
	r := old_commands.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo '::set-env name=A::b'
`)
	count(r) == 1
}
