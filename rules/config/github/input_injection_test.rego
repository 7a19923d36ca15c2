package sekisho.github.input_injection_test

import rego.v1

import data.sekisho.github.input_injection

test_good_1 if {
	r := input_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_dispatch: {inputs: {level: {type: choice, options: [a, b]}, n: {type: number}}}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "make ${{ inputs.level }} ${{ github.event.inputs.n }}"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := input_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_dispatch: {inputs: {tag: {type: string}}}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "make \"$TAG\"", env: {TAG: "${{ inputs.tag }}"}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := input_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: {workflow_dispatch: {inputs: {tag: {type: string}}}}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "git tag ${{ inputs.tag }}"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := input_injection.deny with input as sekisho.input("action.yml", `inputs: {path: {required: true}}
runs:
  using: composite
  steps:
    - run: cat ${{ inputs.path }}
      shell: bash
`)
	count(r) == 1
}
