package sekisho.kubernetes.seccomp_test

import rego.v1

import data.sekisho.kubernetes.seccomp

test_good_1 if {
	r := seccomp.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := seccomp.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"seccompProfile": {"type": "Localhost"}}}]}}
	count(r) == 0
}

test_bad_3 if {
	r := seccomp.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := seccomp.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"seccompProfile": {"type": "Unconfined"}}}]}}
	count(r) > 0
}
