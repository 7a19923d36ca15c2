package sekisho.kubernetes.policy_audit_test

import rego.v1

import data.sekisho.kubernetes.policy_audit

test_good_1 if {
	r := policy_audit.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: b}
spec: {validationActions: [Deny, Audit]}
`)
	count(r) == 0
}

test_good_2 if {
	r := policy_audit.deny with input as sekisho.input("x.yaml", `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata: {name: b}
spec: {enforcementAction: deny}
`)
	count(r) == 0
}

test_bad_1 if {
	r := policy_audit.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: b}
spec: {validationActions: [Audit]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := policy_audit.deny with input as sekisho.input("x.yaml", `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: {name: b}
spec: {validationFailureAction: Audit}
`)
	count(r) == 1
}

test_bad_3 if {
	r := policy_audit.deny with input as sekisho.input("x.yaml", `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sRequiredLabels
metadata: {name: b}
spec: {enforcementAction: dryrun}
`)
	count(r) == 1
}
