package sekisho.kubernetes.rbac_secrets_namespace_test

import rego.v1

import data.sekisho.kubernetes.rbac_secrets_namespace

test_good_1 if {
	r := rbac_secrets_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [one]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_secrets_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [secrets], verbs: [create]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_secrets_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_secrets_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
  - apiGroups: [""]
    resources: [secrets]
    verbs: [get, update]
`)
	count(r) == 1
}
