package sekisho.kubernetes.audit_policy_test

import rego.v1

import data.sekisho.kubernetes.audit_policy

test_good_1 if {
	r := audit_policy.deny with input as sekisho.input("x.yaml", `apiVersion: audit.k8s.io/v1
kind: Policy
rules: [{level: None, users: ["system:kube-proxy"]}, {level: Metadata}]
`)
	count(r) == 0
}

test_good_2 if {
	r := audit_policy.deny with input as sekisho.input("x.yaml", `apiVersion: kyverno.io/v1
kind: Policy
metadata: {name: p}
spec: {rules: []}
`)
	count(r) == 0
}

test_bad_1 if {
	r := audit_policy.deny with input as sekisho.input("x.yaml", `apiVersion: audit.k8s.io/v1
kind: Policy
rules: [{level: None}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := audit_policy.deny with input as sekisho.input("x.yaml", `apiVersion: audit.k8s.io/v1
kind: Policy
rules: []
`)
	count(r) == 1
}
