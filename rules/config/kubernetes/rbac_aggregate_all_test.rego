package sekisho.kubernetes.rbac_aggregate_all_test

import rego.v1

import data.sekisho.kubernetes.rbac_aggregate_all

test_good_1 if {
	r := rbac_aggregate_all.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {example.com/to-mine: "true"}}]}
rules: []
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_aggregate_all.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_aggregate_all.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
aggregationRule: {clusterRoleSelectors: [{}]}
rules: []
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_aggregate_all.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
aggregationRule:
  clusterRoleSelectors:
    - matchLabels: {}
rules: []
`)
	count(r) == 1
}
