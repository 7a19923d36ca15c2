package sekisho.kubernetes.read_only_root_test

import rego.v1

import data.sekisho.kubernetes.read_only_root

test_good_1 if {
	r := read_only_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"readOnlyRootFilesystem": true}}]}}
	count(r) == 0
}

test_good_2 if {
	r := read_only_root.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"readOnlyRootFilesystem": true}}]}}}}
	count(r) == 0
}

test_bad_3 if {
	r := read_only_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := read_only_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"readOnlyRootFilesystem": false}}]}}
	count(r) > 0
}
