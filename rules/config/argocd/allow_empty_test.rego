package sekisho.argocd.allow_empty_test

import rego.v1

import data.sekisho.argocd.allow_empty

test_good_1 if {
	r := allow_empty.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop, syncPolicy: {automated: {}}}
`)
	count(r) == 0
}

test_good_2 if {
	r := allow_empty.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop}
`)
	count(r) == 0
}

test_bad_1 if {
	r := allow_empty.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop, syncPolicy: {automated: {allowEmpty: true}}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := allow_empty.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  project: shop
  syncPolicy:
    automated:
      prune: true
      allowEmpty: true
`)
	count(r) == 1
}
