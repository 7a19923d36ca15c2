package sekisho.circleci.secret_stored_test

import rego.v1

import data.sekisho.circleci.secret_stored

test_good_1 if {
	r := secret_stored.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - store_artifacts: {path: test-results}
      - save_cache: {key: x, paths: [~/.npm]}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_stored.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [{persist_to_workspace: {root: ., paths: [dist]}}]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_stored.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - store_artifacts: {path: .env}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_stored.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - save_cache: {key: x, paths: [~/.npm, ~/.aws]}
`)
	count(r) == 1
}
