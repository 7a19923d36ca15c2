package sekisho.kubernetes.rbac_nodes_test

import rego.v1

import data.sekisho.kubernetes.rbac_nodes

test_good_1 if {
	r := rbac_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes], verbs: [get, list]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [patch]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes], verbs: [patch]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_nodes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes/status], verbs: [update]}]
`)
	count(r) == 1
}
