package sekisho.argocd.default_project_test

import rego.v1

import data.sekisho.argocd.default_project

test_good_1 if {
	r := default_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop}
`)
	count(r) == 0
}

test_good_2 if {
	r := default_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := default_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: default}
`)
	count(r) == 1
}

test_bad_2 if {
	r := default_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec:
  generators: [{list: {elements: []}}]
  template:
    metadata: {name: a}
    spec:
      project: default
`)
	count(r) == 1
}
