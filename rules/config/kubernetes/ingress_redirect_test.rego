package sekisho.kubernetes.ingress_redirect_test

import rego.v1

import data.sekisho.kubernetes.ingress_redirect

test_good_1 if {
	r := ingress_redirect.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {tls: [{secretName: a}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := ingress_redirect.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "true"}}
spec: {tls: [{secretName: a}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ingress_redirect.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "false" # for the old client
spec: {tls: [{secretName: a}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ingress_redirect.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "false"}}
spec: {tls: [{secretName: a, hosts: [a.example.com]}], rules: [{host: a.example.com}]}
`)
	count(r) == 1
}
