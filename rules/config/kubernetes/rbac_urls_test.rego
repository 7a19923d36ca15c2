package sekisho.kubernetes.rbac_urls_test

import rego.v1

import data.sekisho.kubernetes.rbac_urls

test_good_1 if {
	r := rbac_urls.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{nonResourceURLs: [/metrics, /healthz/*], verbs: [get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_urls.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [apps], resources: [deployments], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_urls.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{nonResourceURLs: ["*"], verbs: [get]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_urls.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{nonResourceURLs: ["/*"], verbs: [get, post]}]
`)
	count(r) == 1
}
