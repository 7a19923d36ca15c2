package sekisho.kubernetes.rbac_wildcard_verbs_test

import rego.v1

import data.sekisho.kubernetes.rbac_wildcard_verbs

test_good_1 if {
	r := rbac_wildcard_verbs.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [cert-manager.io], resources: [certificates], verbs: ["*"]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_wildcard_verbs.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [secrets], verbs: ["*"]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_wildcard_verbs.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods, configmaps], verbs: ["*"]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_wildcard_verbs.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
  - apiGroups: [apps]
    resources: [deployments]
    verbs: ["*"]
`)
	count(r) == 1
}
