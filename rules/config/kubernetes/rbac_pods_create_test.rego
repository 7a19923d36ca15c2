package sekisho.kubernetes.rbac_pods_create_test

import rego.v1

import data.sekisho.kubernetes.rbac_pods_create

test_good_1 if {
	r := rbac_pods_create.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [apps], resources: [deployments], verbs: [get, patch]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_pods_create.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_pods_create.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [create, delete]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_pods_create.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [apps, batch], resources: [deployments, jobs], verbs: [create, update]}]
`)
	count(r) == 1
}
