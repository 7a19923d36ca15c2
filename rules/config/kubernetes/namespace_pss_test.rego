package sekisho.kubernetes.namespace_pss_test

import rego.v1

import data.sekisho.kubernetes.namespace_pss

test_good_1 if {
	r := namespace_pss.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
`)
	count(r) == 0
}

test_good_2 if {
	r := namespace_pss.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: kube-system}
`)
	count(r) == 0
}

test_bad_1 if {
	r := namespace_pss.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop}
`)
	count(r) == 1
}

test_bad_2 if {
	r := namespace_pss.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/warn: restricted}}
`)
	count(r) == 1
}
