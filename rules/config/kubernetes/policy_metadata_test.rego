package sekisho.kubernetes.policy_metadata_test

import rego.v1

import data.sekisho.kubernetes.policy_metadata

test_good_1 if {
	r := policy_metadata.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [169.254.0.0/16]}}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_metadata.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_metadata.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_metadata.deny with input as sekisho.input("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 80}]}]}
`)
	count(r) == 1
}
