package sekisho.kubernetes.rbac_exec_test

import rego.v1

import data.sekisho.kubernetes.rbac_exec

test_good_1 if {
	r := rbac_exec.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods, pods/log], verbs: [get]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_exec.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods/exec], verbs: [create], resourceNames: [db-0]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_exec.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods/exec], verbs: [create]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_exec.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods, pods/attach, pods/ephemeralcontainers], verbs: [get, patch]}]
`)
	count(r) == 1
}
