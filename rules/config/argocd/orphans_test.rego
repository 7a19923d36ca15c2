package sekisho.argocd.orphans_test

import rego.v1

import data.sekisho.argocd.orphans

test_good_1 if {
	r := orphans.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: a, namespace: b}], orphanedResources: {warn: true}}
`)
	count(r) == 0
}

test_good_2 if {
	r := orphans.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := orphans.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: a, namespace: b}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := orphans.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  # ours
  destinations:
    - server: a
      namespace: b
  sourceRepos: [a]
`)
	count(r) == 1
}
