package sekisho.kubernetes.cluster_admin_test

import rego.v1

import data.sekisho.kubernetes.cluster_admin

test_good_1 if {
	r := cluster_admin.deny with input as {"kind": "RoleBinding", "roleRef": {"name": "view"}, "subjects": [{"kind": "User", "name": "a"}]}
	count(r) == 0
}

test_good_2 if {
	r := cluster_admin.deny with input as {"kind": "ClusterRoleBinding", "roleRef": {"name": "cluster-admin"}, "subjects": [{"kind": "Group", "name": "system:masters"}]}
	count(r) == 0
}

test_bad_3 if {
	r := cluster_admin.deny with input as {"kind": "ClusterRoleBinding", "roleRef": {"name": "cluster-admin"}, "subjects": [{"kind": "ServiceAccount", "name": "ci"}]}
	count(r) > 0
}

test_bad_4 if {
	r := cluster_admin.deny with input as {"kind": "RoleBinding", "roleRef": {"name": "cluster-admin"}, "subjects": [{"kind": "User", "name": "a"}]}
	count(r) > 0
}
