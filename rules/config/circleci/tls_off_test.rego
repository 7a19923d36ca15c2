package sekisho.circleci.tls_off_test

import rego.v1

import data.sekisho.circleci.tls_off

test_good_1 if {
	r := tls_off.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "curl -fsSL https://example.com"}]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := tls_off.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], environment: {NODE_ENV: test}, steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := tls_off.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{run: "curl -k https://example.com/x -o x"}]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := tls_off.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], environment: {GIT_SSL_NO_VERIFY: "true"}, steps: [checkout]}}
`)
	count(r) == 1
}
