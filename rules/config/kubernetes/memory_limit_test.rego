package sekisho.kubernetes.memory_limit_test

import rego.v1

import data.sekisho.kubernetes.memory_limit

test_good_1 if {
	r := memory_limit.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "resources": {"limits": {"memory": "1Gi"}}}]}}
	count(r) == 0
}

test_good_2 if {
	r := memory_limit.deny with input as {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "x"}, "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "a:1", "resources": {"limits": {"memory": "1Gi"}}}]}}}}
	count(r) == 0
}

test_bad_3 if {
	r := memory_limit.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) > 0
}

test_bad_4 if {
	r := memory_limit.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1", "resources": {"limits": {"cpu": "1"}}}]}}
	count(r) > 0
}
