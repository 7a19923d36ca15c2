package sekisho.kubernetes.rbac_secrets_test

import rego.v1

import data.sekisho.kubernetes.rbac_secrets

test_good_1 if {
	r := rbac_secrets.deny with input as {"kind": "Role", "metadata": {"name": "r"}, "rules": [{"resources": ["secrets"], "verbs": ["get"], "resourceNames": ["a"]}]}
	count(r) == 0
}

test_good_2 if {
	r := rbac_secrets.deny with input as {"kind": "Role", "metadata": {"name": "r"}, "rules": [{"resources": ["secrets"], "verbs": ["create"]}]}
	count(r) == 0
}

test_bad_3 if {
	r := rbac_secrets.deny with input as {"kind": "Role", "metadata": {"name": "r"}, "rules": [{"resources": ["secrets"], "verbs": ["get"]}]}
	count(r) > 0
}

test_bad_4 if {
	r := rbac_secrets.deny with input as {"kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"resources": ["pods", "secrets"], "verbs": ["list"]}]}
	count(r) > 0
}
