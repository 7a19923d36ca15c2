package sekisho.kubernetes.rbac_nodes_proxy_test

import rego.v1

import data.sekisho.kubernetes.rbac_nodes_proxy

test_good_1 if {
	r := rbac_nodes_proxy.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes/metrics], verbs: [get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_nodes_proxy.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_nodes_proxy.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes/proxy], verbs: [get]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_nodes_proxy.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [nodes, nodes/proxy], verbs: [get, create]}]
`)
	count(r) == 1
}
