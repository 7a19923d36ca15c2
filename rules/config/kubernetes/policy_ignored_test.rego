package sekisho.kubernetes.policy_ignored_test

import rego.v1

import data.sekisho.kubernetes.policy_ignored

test_good_1 if {
	r := policy_ignored.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Ingress, Egress], egress: []}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_ignored.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, egress: []}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_ignored.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Ingress], egress: []}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_ignored.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec:
  podSelector: {}
  policyTypes: [Egress]
  ingress:
    - from: [{podSelector: {}}]
`)
	count(r) == 1
}
