package sekisho.kubernetes.rbac_wildcard_resources_test

import rego.v1

import data.sekisho.kubernetes.rbac_wildcard_resources

test_good_1 if {
	r := rbac_wildcard_resources.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [cert-manager.io], resources: ["*"], verbs: [get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_wildcard_resources.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_wildcard_resources.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_wildcard_resources.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: ["*"], verbs: [create]}]
`)
	count(r) == 1
}
