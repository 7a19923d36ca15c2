package sekisho.kubernetes.token_test

import rego.v1

import data.sekisho.kubernetes.token

test_good_1 if {
	r := token.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"automountServiceAccountToken": false, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := token.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"automountServiceAccountToken": false, "containers": [{"name": "a", "image": "a:1"}]}}}}
	count(r) == 0
}

test_bad_3 if {
	r := token.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := token.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"automountServiceAccountToken": true, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}
