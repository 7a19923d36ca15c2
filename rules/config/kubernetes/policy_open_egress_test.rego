package sekisho.kubernetes.policy_open_egress_test

import rego.v1

import data.sekisho.kubernetes.policy_open_egress

test_good_1 if {
	r := policy_open_egress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_open_egress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_open_egress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_open_egress.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress: []
  egress:
    - {}
`)
	count(r) == 1
}
