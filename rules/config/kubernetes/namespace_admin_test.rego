package sekisho.kubernetes.namespace_admin_test

import rego.v1

import data.sekisho.kubernetes.namespace_admin

test_good_1 if {
	r := namespace_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: edit}
subjects: [{kind: User, name: a}]
`)
	count(r) == 0
}

test_good_2 if {
	r := namespace_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: a}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := namespace_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: User, name: a}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := namespace_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: shop}
roleRef:
  kind: ClusterRole
  name: cluster-admin
subjects: [{kind: ServiceAccount, name: ci, namespace: ci}]
`)
	count(r) == 1
}
