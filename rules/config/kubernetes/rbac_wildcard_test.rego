package sekisho.kubernetes.rbac_wildcard_test

import rego.v1

import data.sekisho.kubernetes.rbac_wildcard

test_good_1 if {
	r := rbac_wildcard.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_wildcard.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_wildcard.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_wildcard.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: shop}
rules:
  - apiGroups: ["", apps]
    resources: ["*"]
    verbs: ["*"]
`)
	count(r) == 1
}
