package sekisho.kubernetes.rbac_escalate_test

import rego.v1

import data.sekisho.kubernetes.rbac_escalate

test_good_1 if {
	r := rbac_escalate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [view]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_escalate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_escalate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get, escalate]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_escalate.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [bind]}]
`)
	count(r) == 1
}
