package sekisho.github.comment_command_test

import rego.v1

import data.sekisho.github.comment_command

test_good_1 if {
	r := comment_command.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
jobs:
  a:
    if: contains(fromJSON('["OWNER","MEMBER"]'), github.event.comment.author_association)
    runs-on: ubuntu-24.04
    steps: [{run: make, env: {T: "${{ secrets.T }}"}}]
`)
	count(r) == 0
}

test_good_2 if {
	r := comment_command.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "echo hello"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := comment_command.deny with input as sekisho.input(".github/workflows/ci.yml", `on: issue_comment
jobs:
  a:
    if: github.event.comment.body == '/deploy'
    runs-on: ubuntu-24.04
    steps: [{run: make deploy, env: {T: "${{ secrets.T }}"}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := comment_command.deny with input as sekisho.input(".github/workflows/ci.yml", `on:
  issue_comment: {types: [created]}
permissions: {contents: write}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: make}]
`)
	count(r) == 1
}
