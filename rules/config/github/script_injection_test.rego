package sekisho.github.script_injection_test

import rego.v1

import data.sekisho.github.script_injection

test_good_1 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.sha }} ${{ github.event.issue.number }} ${{ contains(github.event.comment.body, 'x') }}
`)
	count(r) == 0
}

test_good_2 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "$TITLE"
        env:
          TITLE: ${{ github.event.issue.title }}
`)
	count(r) == 0
}

test_bad_1 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issues
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "${{ github.event.issue.title }}"
`)
	count(r) == 1
}

test_bad_2 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: pull_request
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: git checkout ${{ github.head_ref }}
`)
	count(r) == 1
}

test_bad_3 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
jobs:
  a:
    runs-on: ubuntu-24.04
    env:
      BODY: ${{ github.event.comment.body }}
    steps:
      - run: echo '${{ env.BODY }}'
`)
	count(r) == 1
}

test_bad_4 if {
	r := script_injection.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/github-script@v7
        with:
          script: console.log("${{ github.event['comment']['body'] }}")
`)
	count(r) == 1
}
