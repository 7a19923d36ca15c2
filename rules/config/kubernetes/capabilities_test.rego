package sekisho.kubernetes.capabilities_test

import rego.v1

import data.sekisho.kubernetes.capabilities

test_good_1 if {
	r := capabilities.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := capabilities.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}}]}}
	count(r) == 0
}

test_bad_3 if {
	r := capabilities.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"add": ["SYS_ADMIN"]}}}]}}
	count(r) > 0
}

test_bad_4 if {
	r := capabilities.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"capabilities": {"add": ["CAP_NET_RAW"]}}}]}}
	count(r) > 0
}
