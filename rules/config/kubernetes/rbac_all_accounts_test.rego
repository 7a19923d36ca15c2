package sekisho.kubernetes.rbac_all_accounts_test

import rego.v1

import data.sekisho.kubernetes.rbac_all_accounts

test_good_1 if {
	r := rbac_all_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_all_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: r}
subjects: [{kind: Group, name: devs}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_all_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: r}
subjects: [{kind: Group, name: "system:serviceaccounts:shop"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_all_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: r}
subjects: [{kind: Group, name: "system:serviceaccounts:ci"}]
`)
	count(r) == 1
}
