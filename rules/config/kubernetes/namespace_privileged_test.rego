package sekisho.kubernetes.namespace_privileged_test

import rego.v1

import data.sekisho.kubernetes.namespace_privileged

test_good_1 if {
	r := namespace_privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}
`)
	count(r) == 0
}

test_good_2 if {
	r := namespace_privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop}
`)
	count(r) == 0
}

test_bad_1 if {
	r := namespace_privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: privileged}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := namespace_privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Namespace
metadata:
  name: logging
  labels:
    pod-security.kubernetes.io/enforce: privileged
    pod-security.kubernetes.io/warn: baseline
`)
	count(r) == 1
}
