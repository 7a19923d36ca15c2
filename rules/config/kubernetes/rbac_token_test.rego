package sekisho.kubernetes.rbac_token_test

import rego.v1

import data.sekisho.kubernetes.rbac_token

test_good_1 if {
	r := rbac_token.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts/token], verbs: [create], resourceNames: [vault]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_token.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts], verbs: [create]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_token.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts/token], verbs: [create]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_token.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [serviceaccounts, serviceaccounts/token], verbs: ["*"]}]
`)
	count(r) == 1
}
