package sekisho.argocd.prune_wide_test

import rego.v1

import data.sekisho.argocd.prune_wide

test_good_1 if {
	r := prune_wide.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop, syncPolicy: {automated: {prune: true}}}
`)
	count(r) == 0
}

test_good_2 if {
	r := prune_wide.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: default, syncPolicy: {automated: {prune: false}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := prune_wide.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: default, syncPolicy: {automated: {prune: true}}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := prune_wide.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  syncPolicy:
    automated:
      prune: true # clean
      selfHeal: true
`)
	count(r) == 1
}
