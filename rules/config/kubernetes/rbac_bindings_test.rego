package sekisho.kubernetes.rbac_bindings_test

import rego.v1

import data.sekisho.kubernetes.rbac_bindings

test_good_1 if {
	r := rbac_bindings.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [get, list]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_bindings.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [update], resourceNames: [mine]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_bindings.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_bindings.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings], verbs: [get, patch]}]
`)
	count(r) == 1
}
