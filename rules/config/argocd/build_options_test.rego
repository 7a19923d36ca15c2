package sekisho.argocd.build_options_test

import rego.v1

import data.sekisho.argocd.build_options

test_good_1 if {
	r := build_options.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {kustomize.buildOptions: --enable-helm}
`)
	count(r) == 0
}

test_good_2 if {
	r := build_options.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := build_options.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {kustomize.buildOptions: --load-restrictor LoadRestrictionsNone}
`)
	count(r) == 1
}

test_bad_2 if {
	r := build_options.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {kustomize.buildOptions.v5.0.0: --enable-alpha-plugins --enable-exec}
`)
	count(r) == 1
}
