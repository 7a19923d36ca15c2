package sekisho.kubernetes.rbac_wildcard_test

import rego.v1

import data.sekisho.kubernetes.rbac_wildcard

test_good_1 if {
	r := rbac_wildcard.deny with input as {"kind": "Role", "metadata": {"name": "r"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]}
	count(r) == 0
}

test_good_2 if {
	r := rbac_wildcard.deny with input as {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
	count(r) == 0
}

test_bad_3 if {
	r := rbac_wildcard.deny with input as {"kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}
	count(r) > 0
}

test_bad_4 if {
	r := rbac_wildcard.deny with input as {"kind": "Role", "metadata": {"name": "r"}, "rules": [{"apiGroups": [""], "resources": ["*"], "verbs": ["get"]}]}
	count(r) > 0
}
