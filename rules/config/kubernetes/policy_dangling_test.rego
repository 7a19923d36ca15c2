package sekisho.kubernetes.policy_dangling_test

import rego.v1

import data.lib.facts
import data.sekisho.kubernetes.policy_dangling

test_good_1 if {
	r := policy_dangling.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: a}]}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [front]}, {key: x, operator: DoesNotExist}]}}
`))
	count(r) == 0
}

test_good_2 if {
	r := policy_dangling.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: elsewhere}
spec: {podSelector: {matchLabels: {app: web}}}
`))
	count(r) == 0
}

test_bad_1 if {
	r := policy_dangling.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: front}}, spec: {containers: [{name: a}]}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchLabels: {app: web}}}
`))
	count(r) == 1
}

test_bad_2 if {
	r := policy_dangling.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{name: a}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec: {podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}
`))
	count(r) == 1
}
