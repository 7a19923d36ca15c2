package sekisho.kubernetes.privileged_test

import rego.v1

import data.sekisho.kubernetes.privileged

test_good_1 if {
	r := privileged.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := privileged.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"privileged": false}}]}}
	count(r) == 0
}

test_bad_3 if {
	r := privileged.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"privileged": true}}]}}
	count(r) > 0
}

test_bad_4 if {
	r := privileged.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "a:1", "securityContext": {"privileged": true}}]}}}}
	count(r) > 0
}
