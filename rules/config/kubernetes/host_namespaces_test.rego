package sekisho.kubernetes.host_namespaces_test

import rego.v1

import data.sekisho.kubernetes.host_namespaces

test_good_1 if {
	r := host_namespaces.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_good_2 if {
	r := host_namespaces.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"hostNetwork": false, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := host_namespaces.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"hostNetwork": true, "containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := host_namespaces.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"hostPID": true, "containers": [{"name": "a", "image": "a:1"}]}}}}
	count(r) > 0
}
