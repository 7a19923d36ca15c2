package sekisho.kubernetes.webhook_broad_test

import rego.v1

import data.sekisho.kubernetes.webhook_broad

test_good_1 if {
	r := webhook_broad.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, namespaceSelector: {matchLabels: {a: b}}, rules: [{resources: ["*"]}]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := webhook_broad.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, rules: [{resources: [certificates]}]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := webhook_broad.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: w}
webhooks: [{name: a.example.com, failurePolicy: Fail, rules: [{resources: ["*/*"]}]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := webhook_broad.deny with input as sekisho.input("x.yaml", `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: w}
webhooks:
  - name: a.example.com
    rules:
      - apiGroups: [""]
        resources: [pods]
`)
	count(r) == 1
}
