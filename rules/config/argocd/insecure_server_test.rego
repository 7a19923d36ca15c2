package sekisho.argocd.insecure_server_test

import rego.v1

import data.sekisho.argocd.insecure_server

test_good_1 if {
	r := insecure_server.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {server.insecure: "false"}
`)
	count(r) == 0
}

test_good_2 if {
	r := insecure_server.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := insecure_server.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {server.insecure: "true"}
`)
	count(r) == 1
}

test_bad_2 if {
	r := insecure_server.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
data: {reposerver.disable.tls: "true"}
`)
	count(r) == 1
}
