package sekisho.argocd.exec_test

import rego.v1

import data.sekisho.argocd.exec

test_good_1 if {
	r := exec.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {exec.enabled: "false"}
`)
	count(r) == 0
}

test_good_2 if {
	r := exec.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: other}
data: {exec.enabled: "true"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := exec.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {exec.enabled: "true"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := exec.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
data:
  exec.enabled: "true" # for the on-call
`)
	count(r) == 1
}
