package sekisho.github.unpinned_image_test

import rego.v1

import data.sekisho.github.unpinned_image

test_good_1 if {
	r := unpinned_image.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    container: node:22.12
    services: {db: {image: "postgres:17.2"}}
    steps: [{uses: "docker://alpine:3.20"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := unpinned_image.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    container: {image: "${{ matrix.image }}"}
    steps: [{run: "true"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := unpinned_image.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    container: node
    steps: [{run: "true"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := unpinned_image.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    container: {image: "node:latest"}
    services: {db: {image: postgres}}
    steps: [{run: "true"}]
`)
	count(r) == 2
}

test_bad_3 if {
	r := unpinned_image.deny with input as sekisho.input("action.yml", `runs:
  using: docker
  image: docker://alpine
`)
	count(r) == 1
}
