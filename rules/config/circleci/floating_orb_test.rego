package sekisho.circleci.floating_orb_test

import rego.v1

import data.sekisho.circleci.floating_orb

test_good_1 if {
	r := floating_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs: {node: circleci/node@7.0.0}
`)
	count(r) == 0
}

test_good_2 if {
	r := floating_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs:
  own:
    jobs: {a: {machine: {image: "ubuntu-2404:2024.11.1"}, steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := floating_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs: {node: circleci/node@volatile}
`)
	count(r) == 1
}

test_bad_2 if {
	r := floating_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs:
  node: circleci/node@7
  x: someone/x
`)
	count(r) == 2
}
