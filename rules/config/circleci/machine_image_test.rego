package sekisho.circleci.machine_image_test

import rego.v1

import data.sekisho.circleci.machine_image

test_good_1 if {
	r := machine_image.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {machine: {image: "ubuntu-2404:2024.11.1"}, steps: [checkout]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := machine_image.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "cimg/base:2024.12"}], steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := machine_image.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {machine: true, steps: [checkout]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := machine_image.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {machine: {image: "ubuntu-2404:current"}, steps: [checkout]}}
`)
	count(r) == 1
}
