package sekisho.kubernetes.webhook_fail_open_test

import rego.v1

import data.sekisho.kubernetes.webhook_fail_open

test_good_1 if {
	r := webhook_fail_open.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, failurePolicy: Fail}]
`)
	count(r) == 0
}

test_good_2 if {
	r := webhook_fail_open.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := webhook_fail_open.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks:
  - name: a.example.com
    failurePolicy: Ignore
    namespaceSelector:
      matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := webhook_fail_open.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, failurePolicy: Ignore}]
`)
	count(r) == 1
}

test_bad_3 if {
	r := webhook_fail_open.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: p}
spec:
  failurePolicy: Ignore # for now
`)
	count(r) == 1
}
