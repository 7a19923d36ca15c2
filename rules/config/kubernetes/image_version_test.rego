package sekisho.kubernetes.image_version_test

import rego.v1

import data.sekisho.kubernetes.image_version

test_good_1 if {
	r := image_version.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := image_version.deny with input as {"kind": "Pod", "spec": {"containers": [{"name": "a", "image": "r:5000/a@sha256:0"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := image_version.deny with input as {"kind": "Pod", "spec": {"containers": [{"name": "a", "image": "nginx"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := image_version.deny with input as {"kind": "Pod", "spec": {"containers": [{"name": "a", "image": "r:5000/nginx:latest"}]}}
	count(r) > 0
}
