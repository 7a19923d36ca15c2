package sekisho.kubernetes.token_undecided_test

import rego.v1

import data.lib.facts
import data.sekisho.kubernetes.token_undecided

test_good_1 if {
	r := token_undecided.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {serviceAccountName: web, containers: [{name: a}]}}}
`))
	count(r) == 0
}

test_good_2 if {
	r := token_undecided.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {serviceAccountName: web, automountServiceAccountToken: true, containers: [{name: a}]}}}
`))
	count(r) == 0
}

test_bad_1 if {
	r := token_undecided.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {serviceAccountName: web, containers: [{name: a}]}}}
`))
	count(r) == 1
}

test_bad_2 if {
	r := token_undecided.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: other}
automountServiceAccountToken: false
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: web, namespace: shop}
spec: {jobTemplate: {spec: {template: {spec: {serviceAccountName: web, containers: [{name: a}]}}}}}
`))
	count(r) == 1
}
