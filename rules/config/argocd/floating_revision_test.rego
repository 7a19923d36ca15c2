package sekisho.argocd.floating_revision_test

import rego.v1

import data.sekisho.argocd.floating_revision

test_good_1 if {
	r := floating_revision.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {repoURL: a, targetRevision: v1.2.3}}
`)
	count(r) == 0
}

test_good_2 if {
	r := floating_revision.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {sources: [{targetRevision: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := floating_revision.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {repoURL: a}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := floating_revision.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  source:
    repoURL: a
    targetRevision: HEAD
`)
	count(r) == 1
}
