package sekisho.github.docker_login_test

import rego.v1

import data.sekisho.github.docker_login

test_good_1 if {
	r := docker_login.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo "$T" | docker login -u x --password-stdin registry.example
        env: {T: "${{ secrets.T }}"}
`)
	count(r) == 0
}

test_good_2 if {
	r := docker_login.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: "docker run -p 80:80 x"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := docker_login.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: docker login -u x -p ${{ secrets.T }} registry.example
`)
	count(r) == 1
}

test_bad_2 if {
	r := docker_login.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: helm registry login registry.example --username x --password "$T"
`)
	count(r) == 1
}
