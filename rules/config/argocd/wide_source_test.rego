package sekisho.argocd.wide_source_test

import rego.v1

import data.sekisho.argocd.wide_source

test_good_1 if {
	r := wide_source.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceRepos: ["https://git.example.com/shop/*"]}
`)
	count(r) == 0
}

test_good_2 if {
	r := wide_source.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := wide_source.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceRepos: ["*"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := wide_source.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceRepos: ["https://git.example.com/a", "*"]}
`)
	count(r) == 1
}
