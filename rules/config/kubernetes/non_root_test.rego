package sekisho.kubernetes.non_root_test

import rego.v1

import data.sekisho.kubernetes.non_root

test_good_1 if {
	r := non_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"runAsNonRoot": true}}]}}
	count(r) == 0
}

test_good_2 if {
	r := non_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"securityContext": {"runAsUser": 1000}, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := non_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := non_root.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"runAsUser": 0}}]}}
	count(r) > 0
}
