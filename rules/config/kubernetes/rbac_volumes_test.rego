package sekisho.kubernetes.rbac_volumes_test

import rego.v1

import data.sekisho.kubernetes.rbac_volumes

test_good_1 if {
	r := rbac_volumes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [persistentvolumeclaims], verbs: [create]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_volumes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [persistentvolumes], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_volumes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [persistentvolumes], verbs: [create]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_volumes.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [persistentvolumes], verbs: ["*"]}]
`)
	count(r) == 1
}
