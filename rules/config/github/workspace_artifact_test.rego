package sekisho.github.workspace_artifact_test

import rego.v1

import data.sekisho.github.workspace_artifact

test_good_1 if {
	r := workspace_artifact.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/upload-artifact@v4
        with: {name: x, path: dist}
`)
	count(r) == 0
}

test_good_2 if {
	r := workspace_artifact.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/upload-artifact@v4
        with: {name: x, path: .}
`)
	count(r) == 0
}

test_bad_1 if {
	r := workspace_artifact.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/upload-artifact@v4
        with: {name: x, path: .}
`)
	count(r) == 1
}

test_bad_2 if {
	r := workspace_artifact.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/upload-artifact@v4
        with:
          path: |
            dist
            ${{ github.workspace }}
`)
	count(r) == 1
}
