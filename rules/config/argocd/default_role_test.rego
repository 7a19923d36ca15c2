package sekisho.argocd.default_role_test

import rego.v1

import data.sekisho.argocd.default_role

test_good_1 if {
	r := default_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data: {policy.default: "role:readonly"}
`)
	count(r) == 0
}

test_good_2 if {
	r := default_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := default_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data: {policy.default: "role:admin"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := default_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-rbac-cm
data:
  policy.default: role:admin # until the groups are there
  policy.csv: ""
`)
	count(r) == 1
}
