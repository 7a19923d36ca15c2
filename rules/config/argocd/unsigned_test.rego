package sekisho.argocd.unsigned_test

import rego.v1

import data.sekisho.argocd.unsigned

test_good_1 if {
	r := unsigned.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceRepos: [a], signatureKeys: [{keyID: ABCDEF}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := unsigned.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: x}
`)
	count(r) == 0
}

test_bad_1 if {
	r := unsigned.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceRepos: [a]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := unsigned.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  sourceRepos: [a]
  signatureKeys: []
`)
	count(r) == 1
}
