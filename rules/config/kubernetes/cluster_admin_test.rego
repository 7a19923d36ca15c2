package sekisho.kubernetes.cluster_admin_test

import rego.v1

import data.sekisho.kubernetes.cluster_admin

test_good_1 if {
	r := cluster_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: User, name: a}]
`)
	count(r) == 0
}

test_good_2 if {
	r := cluster_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-admin}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: Group, name: "system:masters"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := cluster_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: ci, namespace: ci}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := cluster_admin.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
subjects: [{kind: User, name: a}, {kind: Group, name: ops}]
roleRef:
  kind: ClusterRole
  name: cluster-admin
`)
	count(r) == 2
}
