package sekisho.argocd.system_namespace_test

import rego.v1

import data.sekisho.argocd.system_namespace

test_good_1 if {
	r := system_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop, destination: {namespace: shop}}
`)
	count(r) == 0
}

test_good_2 if {
	r := system_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop}
`)
	count(r) == 0
}

test_bad_1 if {
	r := system_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {project: shop, destination: {namespace: kube-system}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := system_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  project: shop
  destination:
    server: https://kubernetes.default.svc
    namespace: kube-public
`)
	count(r) == 1
}
