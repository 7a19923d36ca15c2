package sekisho.kubernetes.namespace_quota_test

import rego.v1

import data.lib.facts
import data.sekisho.kubernetes.namespace_quota

test_good_1 if {
	r := namespace_quota.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q, namespace: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: a}]}
`))
	count(r) == 0
}

test_good_2 if {
	r := namespace_quota.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: empty}
`))
	count(r) == 0
}

test_bad_1 if {
	r := namespace_quota.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: a}]}
---
apiVersion: v1
kind: LimitRange
metadata: {name: q, namespace: other}
`))
	count(r) == 1
}

test_bad_2 if {
	r := namespace_quota.deny with input as facts.set(sekisho.inputs("x.yaml", `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Namespace
metadata: {name: data}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q, namespace: data}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {containers: [{name: a}]}
`))
	count(r) == 1
}
