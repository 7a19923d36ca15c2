package sekisho.kubernetes.ingress_cors_test

import rego.v1

import data.sekisho.kubernetes.ingress_cors

test_good_1 if {
	r := ingress_cors.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/enable-cors: "true", nginx.ingress.kubernetes.io/cors-allow-origin: "https://a.example.com"}}
spec: {}
`)
	count(r) == 0
}

test_good_2 if {
	r := ingress_cors.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ingress_cors.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/enable-cors: "true"}}
spec: {}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ingress_cors.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/enable-cors: "true", nginx.ingress.kubernetes.io/cors-allow-origin: "*"}}
spec: {}
`)
	count(r) == 1
}
