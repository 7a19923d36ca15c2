package sekisho.kubernetes.rbac_csr_test

import rego.v1

import data.sekisho.kubernetes.rbac_csr

test_good_1 if {
	r := rbac_csr.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests], verbs: [create, get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_csr.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_csr.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: [update]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_csr.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [certificates.k8s.io], resources: [certificatesigningrequests/approval], verbs: ["*"]}]
`)
	count(r) == 1
}
