package sekisho.argocd.anonymous_test

import rego.v1

import data.sekisho.argocd.anonymous

test_good_1 if {
	r := anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {users.anonymous.enabled: "false"}
`)
	count(r) == 0
}

test_good_2 if {
	r := anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {users.anonymous.enabled: "true"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := anonymous.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data:
  users.anonymous.enabled: "true"
  url: https://argocd.example.com
`)
	count(r) == 1
}
