package sekisho.kubernetes.snippets_allowed_test

import rego.v1

import data.sekisho.kubernetes.snippets_allowed

test_good_1 if {
	r := snippets_allowed.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller}
data: {allow-snippet-annotations: "false"}
`)
	count(r) == 0
}

test_good_2 if {
	r := snippets_allowed.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := snippets_allowed.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: ingress-nginx-controller}
data: {allow-snippet-annotations: "true"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := snippets_allowed.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: ingress}
data:
  # needed by the shop
  allow-snippet-annotations: "true"
  hsts: "true"
`)
	count(r) == 1
}
