package sekisho.kubernetes.ingress_host_test

import rego.v1

import data.sekisho.kubernetes.ingress_host

test_good_1 if {
	r := ingress_host.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: a.example.com}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := ingress_host.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: []}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ingress_host.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{http: {paths: []}}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ingress_host.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: "*.example.com"}]}
`)
	count(r) == 1
}
