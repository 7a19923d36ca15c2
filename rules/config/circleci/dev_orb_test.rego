package sekisho.circleci.dev_orb_test

import rego.v1

import data.sekisho.circleci.dev_orb

test_good_1 if {
	r := dev_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs: {node: circleci/node@7.0.0}
`)
	count(r) == 0
}

test_good_2 if {
	r := dev_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs: {node: circleci/node@volatile}
`)
	count(r) == 0
}

test_bad_1 if {
	r := dev_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs: {x: someone/x@dev:alpha}
`)
	count(r) == 1
}

test_bad_2 if {
	r := dev_orb.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
orbs:
  a: circleci/node@7.0.0
  x: someone/x@dev:first
`)
	count(r) == 1
}
