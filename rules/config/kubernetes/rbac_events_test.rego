package sekisho.kubernetes.rbac_events_test

import rego.v1

import data.sekisho.kubernetes.rbac_events

test_good_1 if {
	r := rbac_events.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [events], verbs: [create, patch]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_events.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [delete]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_events.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [events], verbs: [delete]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_events.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [events.k8s.io], resources: [events], verbs: [deletecollection]}]
`)
	count(r) == 1
}
