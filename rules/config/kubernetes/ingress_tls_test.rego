package sekisho.kubernetes.ingress_tls_test

import rego.v1

import data.sekisho.kubernetes.ingress_tls

test_good_1 if {
	r := ingress_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {tls: [{hosts: [a.example.com], secretName: a}], rules: [{host: a.example.com}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := ingress_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:x"}}
spec: {rules: [{host: a.example.com}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ingress_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{host: a.example.com}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ingress_tls.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 80}]'}}
spec:
  ingressClassName: alb
  rules: [{host: a.example.com}]
`)
	count(r) == 1
}
