package sekisho.compose.image_version_test

import rego.v1

import data.sekisho.compose.image_version

test_good_1 if {
	r := image_version.deny with input as {"services": {"a": {"image": "a:1"}}}
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as {"services": {"a": {"image": "x", "build": "."}}}
	count(r) == 0
}

test_bad_3 if {
	r := image_version.deny with input as {"services": {"a": {"image": "nginx"}}}
	count(r) > 0
}

test_bad_4 if {
	r := image_version.deny with input as {"services": {"a": {"image": "r:5000/x:latest"}}}
	count(r) > 0
}
