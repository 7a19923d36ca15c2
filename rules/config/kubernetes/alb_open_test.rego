package sekisho.kubernetes.alb_open_test

import rego.v1

import data.sekisho.kubernetes.alb_open

test_good_1 if {
	r := alb_open.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/scheme: internal}}
spec: {}
`)
	count(r) == 0
}

test_good_2 if {
	r := alb_open.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/wafv2-acl-arn: "arn:aws:wafv2:x"}}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := alb_open.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/scheme: internet-facing}}
spec: {}
`)
	count(r) == 1
}

test_bad_2 if {
	r := alb_open.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    alb.ingress.kubernetes.io/scheme: internet-facing
    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:x
spec: {}
`)
	count(r) == 1
}
