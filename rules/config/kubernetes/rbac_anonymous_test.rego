package sekisho.kubernetes.rbac_anonymous_test

import rego.v1

import data.sekisho.kubernetes.rbac_anonymous

test_good_1 if {
	r := rbac_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "system:public-info-viewer"}
roleRef: {kind: ClusterRole, name: "system:public-info-viewer"}
subjects: [{kind: Group, name: "system:unauthenticated"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: Group, name: devs}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: User, name: "system:anonymous"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b}
roleRef: {kind: Role, name: r}
subjects: [{kind: Group, name: "system:unauthenticated"}]
`)
	count(r) == 1
}
