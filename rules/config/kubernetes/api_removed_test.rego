package sekisho.kubernetes.api_removed_test

import rego.v1

import data.sekisho.kubernetes.api_removed

test_good_1 if {
	r := api_removed.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a}
`)
	count(r) == 0
}

test_good_2 if {
	r := api_removed.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec: {template: {spec: {containers: []}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := api_removed.deny with input as sekisho.input("x.yaml", `apiVersion: extensions/v1beta1
kind: Ingress
metadata: {name: a}
`)
	count(r) == 1
}

test_bad_2 if {
	r := api_removed.deny with input as sekisho.input("x.yaml", `apiVersion: policy/v1beta1
kind: PodSecurityPolicy
metadata: {name: a}
`)
	count(r) == 1
}
