package sekisho.kubernetes.policy_missing_test

import rego.v1

import data.lib.facts
import data.sekisho.kubernetes.policy_missing

test_good_1 if {
	r := policy_missing.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
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
	r := policy_missing.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: a}]}}}
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: {name: deny}
spec: {}
`))
	count(r) == 0
}

test_bad_1 if {
	r := policy_missing.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: a}]}}}
`))
	count(r) == 1
}

test_bad_2 if {
	r := policy_missing.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: a}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: job, namespace: shop}
spec: {containers: [{name: a}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: data}
spec: {containers: [{name: a}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: other}
spec: {podSelector: {}}
`))
	count(r) == 2
}
