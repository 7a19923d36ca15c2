package sekisho.kubernetes.drop_all_test

import rego.v1

import data.sekisho.kubernetes.drop_all

test_good_1 if {
	r := drop_all.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"drop": ["ALL"]}}}]}}
	count(r) == 0
}

test_good_2 if {
	r := drop_all.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"drop": ["all"]}}}]}}
	count(r) == 0
}

test_bad_3 if {
	r := drop_all.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := drop_all.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"drop": ["NET_RAW"]}}}]}}
	count(r) > 0
}
