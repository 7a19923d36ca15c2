package sekisho.kubernetes.policy_open_ingress_test

import rego.v1

import data.sekisho.kubernetes.policy_open_ingress

test_good_1 if {
	r := policy_open_ingress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Ingress]}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_open_ingress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{ports: [{port: 443}]}]}
`)
	count(r) == 0
}

test_good_3 if {
	r := policy_open_ingress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_open_ingress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, ingress: [{}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_open_ingress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: {cidr: 0.0.0.0/0}
      ports: [{port: 80}]
`)
	count(r) == 1
}
