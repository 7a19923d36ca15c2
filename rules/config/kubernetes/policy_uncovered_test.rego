package sekisho.kubernetes.policy_uncovered_test

import rego.v1

import data.lib.facts
import data.sekisho.kubernetes.policy_uncovered

test_good_1 if {
	r := policy_uncovered.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a}]}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}}
`))
	count(r) == 0
}

test_good_2 if {
	r := policy_uncovered.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a}]}}}
`))
	count(r) == 0
}

test_bad_1 if {
	r := policy_uncovered.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: db, namespace: shop}
spec: {template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a}]}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}}
`))
	count(r) == 1
}

test_bad_2 if {
	r := policy_uncovered.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {template: {spec: {containers: [{name: a}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: a}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchExpressions: [{key: app, operator: Exists}]}}
`))
	count(r) == 1
}
