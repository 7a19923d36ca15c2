package sekisho.kubernetes.rbac_masters_test

import rego.v1

import data.sekisho.kubernetes.rbac_masters

test_good_1 if {
	r := rbac_masters.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-admin}
roleRef: {kind: ClusterRole, name: cluster-admin}
subjects: [{kind: Group, name: "system:masters"}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_masters.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: Group, name: devs}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_masters.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {kind: ClusterRole, name: view}
subjects: [{kind: Group, name: "system:masters"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_masters.deny with input as sekisho.input("x.yaml", `apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: b}
spec: {groups: ["system:masters"], request: eA==, signerName: kubernetes.io/kube-apiserver-client}
`)
	count(r) == 1
}
