package sekisho.ecs.image_version_test

import rego.v1

import data.sekisho.ecs.image_version

test_good_1 if {
	r := image_version.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "a:1"}]}
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "x@sha256:0"}]}
	count(r) == 0
}

test_bad_3 if {
	r := image_version.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "nginx"}]}
	count(r) > 0
}

test_bad_4 if {
	r := image_version.deny with input as {"family": "f", "containerDefinitions": [{"name": "a", "image": "1.dkr.ecr.x/y:latest"}]}
	count(r) > 0
}
