package sekisho.circleci.ssh_keys_test

import rego.v1

import data.sekisho.circleci.ssh_keys

test_good_1 if {
	r := ssh_keys.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - add_ssh_keys:
          fingerprints: ["SO:ME:FI:NG:ER:PR:IN:T"]
`)
	count(r) == 0
}

test_good_2 if {
	r := ssh_keys.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ssh_keys.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "x:1"}], steps: [checkout, add_ssh_keys]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ssh_keys.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs:
  a:
    docker: [{image: "x:1"}]
    steps:
      - add_ssh_keys: {fingerprints: []}
`)
	count(r) == 1
}
