package sekisho.argocd.wide_role_test

import rego.v1

import data.sekisho.argocd.wide_role

test_good_1 if {
	r := wide_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data:
  policy.csv: |
    p, role:dev, applications, sync, shop/*, allow
    g, devs, role:dev
`)
	count(r) == 0
}

test_good_2 if {
	r := wide_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := wide_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data:
  policy.csv: |
    p, role:dev, *, *, */*, allow
`)
	count(r) == 1
}

test_bad_2 if {
	r := wide_role.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-rbac-cm}
data: {policy.csv: "p, ci, *, *, *, allow"}
`)
	count(r) == 1
}
