package sekisho.argocd.wide_kinds_test

import rego.v1

import data.sekisho.argocd.wide_kinds

test_good_1 if {
	r := wide_kinds.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {clusterResourceWhitelist: [{group: "", kind: Namespace}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := wide_kinds.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := wide_kinds.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {clusterResourceWhitelist: [{group: "*", kind: "*"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := wide_kinds.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  clusterResourceWhitelist:
    - group: rbac.authorization.k8s.io
      kind: "*"
`)
	count(r) == 1
}
