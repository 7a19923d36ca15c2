package sekisho.argocd.no_auth_test

import rego.v1

import data.sekisho.argocd.no_auth

test_good_1 if {
	r := no_auth.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {server.disable.auth: "false"}
`)
	count(r) == 0
}

test_good_2 if {
	r := no_auth.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {server.disable.auth: "true"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := no_auth.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {server.disable.auth: "true"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := no_auth.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data:
  server.disable.auth: "true" # demo
`)
	count(r) == 1
}
