package sekisho.kubernetes.old_tls_test

import rego.v1

import data.sekisho.kubernetes.old_tls

test_good_1 if {
	r := old_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-TLS13-1-2-2021-06}}
spec: {}
`)
	count(r) == 0
}

test_good_2 if {
	r := old_tls.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {}
`)
	count(r) == 0
}

test_bad_1 if {
	r := old_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/ssl-policy: ELBSecurityPolicy-2016-08}}
spec: {}
`)
	count(r) == 1
}

test_bad_2 if {
	r := old_tls.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy: ELBSecurityPolicy-TLS-1-1-2017-01
spec: {}
`)
	count(r) == 1
}
