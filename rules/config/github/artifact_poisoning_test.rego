package sekisho.github.artifact_poisoning_test

import rego.v1

import data.sekisho.github.artifact_poisoning

test_good_1 if {
	r := artifact_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/download-artifact@v4
`)
	count(r) == 0
}

test_good_2 if {
	r := artifact_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_run: {workflows: [ci], types: [completed]}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/download-artifact@v4
        with: {path: "${{ runner.temp }}/x", run-id: "${{ github.event.workflow_run.id }}"}
      - uses: actions/download-artifact@v4
        with: {name: own}
`)
	count(r) == 0
}

test_bad_1 if {
	r := artifact_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_run: {workflows: [ci], types: [completed]}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/download-artifact@v4
        with: {run-id: "${{ github.event.workflow_run.id }}"}
      - run: ./build/report
`)
	count(r) == 1
}

test_bad_2 if {
	r := artifact_poisoning.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_run: {workflows: [ci], types: [completed]}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: gh run download ${{ github.event.workflow_run.id }}
`)
	count(r) == 1
}
