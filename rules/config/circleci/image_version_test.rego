package sekisho.circleci.image_version_test

import rego.v1

import data.sekisho.circleci.image_version

test_good_1 if {
	r := image_version.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: "cimg/node:22.12.0"}], steps: [checkout]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
executors: {e: {docker: [{image: "<< parameters.image >>"}]}}
jobs: {a: {executor: e, steps: [checkout]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_version.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
jobs: {a: {docker: [{image: cimg/node:current}], steps: [checkout]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_version.deny with input as sekisho.input(".circleci/config.yml", `version: 2.1
executors:
  e:
    docker:
      - image: registry.example/node:latest
jobs: {a: {executor: e, steps: [checkout]}}
`)
	count(r) == 1
}
