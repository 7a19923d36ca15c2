package sekisho.argocd.any_pull_request_test

import rego.v1

import data.sekisho.argocd.any_pull_request

test_good_1 if {
	r := any_pull_request.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{pullRequest: {github: {owner: a, repo: b, labels: [preview]}}}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := any_pull_request.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{clusters: {}}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := any_pull_request.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{pullRequest: {github: {owner: a, repo: b}}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := any_pull_request.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec:
  generators:
    - pullRequest:
        requeueAfterSeconds: 1800
        gitlab:
          project: a
          labels: []
`)
	count(r) == 1
}
