package sekisho.kubernetes.rbac_config_maps_test

import rego.v1

import data.sekisho.kubernetes.rbac_config_maps

test_good_1 if {
	r := rbac_config_maps.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: shop}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [update]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_config_maps.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, update], resourceNames: [lock]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_config_maps.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, update]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_config_maps.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: kube-system}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [patch]}]
`)
	count(r) == 1
}
