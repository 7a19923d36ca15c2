package sekisho.kubernetes.policy_all_namespaces_test

import rego.v1

import data.sekisho.kubernetes.policy_all_namespaces

test_good_1 if {
	r := policy_all_namespaces.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_all_namespaces.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: prometheus}}}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_all_namespaces.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_all_namespaces.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 5432}], from: [{namespaceSelector: {}}]}]}
`)
	count(r) == 1
}
