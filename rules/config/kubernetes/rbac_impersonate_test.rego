package sekisho.kubernetes.rbac_impersonate_test

import rego.v1

import data.sekisho.kubernetes.rbac_impersonate

test_good_1 if {
	r := rbac_impersonate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [users], verbs: [impersonate], resourceNames: [ci]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_impersonate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_impersonate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [users, groups], verbs: [impersonate]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_impersonate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts], verbs: [get, impersonate]}]
`)
	count(r) == 1
}
