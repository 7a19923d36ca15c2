package sekisho.kubernetes.ingress_snippet_test

import rego.v1

import data.sekisho.kubernetes.ingress_snippet

test_good_1 if {
	r := ingress_snippet.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 8m}}
spec: {}
`)
	count(r) == 0
}

test_good_2 if {
	r := ingress_snippet.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ingress_snippet.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: |
      more_set_headers "X: y";
spec: {}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ingress_snippet.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/server-snippet: "location /x {}"}}
spec: {}
`)
	count(r) == 1
}
