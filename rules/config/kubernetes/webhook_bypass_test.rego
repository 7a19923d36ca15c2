package sekisho.kubernetes.webhook_bypass_test

import rego.v1

import data.sekisho.kubernetes.webhook_bypass

test_good_1 if {
	r := webhook_bypass.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]}}]
`)
	count(r) == 0
}

test_good_2 if {
	r := webhook_bypass.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, objectSelector: {matchExpressions: [{key: inject, operator: NotIn, values: ["false"]}]}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := webhook_bypass.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, objectSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := webhook_bypass.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks:
  - name: a.example.com
    objectSelector:
      matchExpressions: [{key: policy, operator: NotIn, values: [ignore]}]
`)
	count(r) == 1
}
