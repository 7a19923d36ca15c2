package sekisho.kubernetes.rbac_authenticated_test

import rego.v1

import data.sekisho.kubernetes.rbac_authenticated

test_good_1 if {
	r := rbac_authenticated.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: "system:discovery"}
subjects: [{kind: Group, name: "system:authenticated"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_authenticated.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: Group, name: devs}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_authenticated.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: Group, name: "system:authenticated"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_authenticated.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: psp}
subjects: [{kind: Group, name: "system:serviceaccounts"}]
`)
	count(r) == 1
}
