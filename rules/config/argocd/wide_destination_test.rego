package sekisho.argocd.wide_destination_test

import rego.v1

import data.sekisho.argocd.wide_destination

test_good_1 if {
	r := wide_destination.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: "https://a", namespace: shop}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := wide_destination.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: "*", namespace: shop}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := wide_destination.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: "*", namespace: "*"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := wide_destination.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  destinations:
    - namespace: "*"
`)
	count(r) == 1
}
