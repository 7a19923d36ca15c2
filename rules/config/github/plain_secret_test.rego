package sekisho.github.plain_secret_test

import rego.v1

import data.sekisho.github.plain_secret

test_good_1 if {
	r := plain_secret.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    env: {POSTGRES_PASSWORD: postgres1234, API_TOKEN: "${{ secrets.T }}", SECRET_KEY: test-key-for-ci}
    steps: [{uses: someone/x@v1, with: {token: "${{ github.token }}"}}]
`)
	count(r) == 0
}

test_good_2 if {
	r := plain_secret.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    container: {image: "x:1", credentials: {username: u, password: "${{ secrets.P }}"}}
    steps: [{run: make, env: {TOKEN_FILE: /run/t, CACHE_KEY: abc123456789}}]
`)
	count(r) == 0
}

test_good_3 if {
	r := plain_secret.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{uses: someone/setup-java@v1, with: {server-password: MAVEN_CENTRAL_TOKEN}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := plain_secret.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{run: make, env: {API_TOKEN: 8f3kd92ks0dk2}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := plain_secret.deny with input as sekisho.input(".github/workflows/ci.yml", `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps: [{uses: someone/x@v1, with: {password: "S3cr3tW0rd!"}}]
`)
	count(r) == 1
}
