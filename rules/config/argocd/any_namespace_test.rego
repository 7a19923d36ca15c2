package sekisho.argocd.any_namespace_test

import rego.v1

import data.sekisho.argocd.any_namespace

test_good_1 if {
	r := any_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceNamespaces: [shop-argocd]}
`)
	count(r) == 0
}

test_good_2 if {
	r := any_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {application.namespaces: shop-*}
`)
	count(r) == 0
}

test_bad_1 if {
	r := any_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {sourceNamespaces: ["*"]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := any_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {application.namespaces: "*"}
`)
	count(r) == 1
}
