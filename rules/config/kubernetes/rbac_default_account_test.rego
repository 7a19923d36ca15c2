package sekisho.kubernetes.rbac_default_account_test

import rego.v1

import data.sekisho.kubernetes.rbac_default_account

test_good_1 if {
	r := rbac_default_account.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: view}
subjects: [{kind: ServiceAccount, name: web}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_default_account.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: view}
subjects: [{kind: User, name: default}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_default_account.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: view}
subjects: [{kind: ServiceAccount, name: default}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_default_account.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: default, namespace: shop}]
`)
	count(r) == 1
}
