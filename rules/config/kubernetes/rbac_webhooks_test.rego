package sekisho.kubernetes.rbac_webhooks_test

import rego.v1

import data.sekisho.kubernetes.rbac_webhooks

test_good_1 if {
	r := rbac_webhooks.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [patch], resourceNames: [cert-manager-webhook]}]
`)
	count(r) == 0
}

test_good_2 if {
	r := rbac_webhooks.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, list]}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := rbac_webhooks.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations], verbs: [get, update]}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := rbac_webhooks.deny with input as sekisho.input("x.yaml", `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: r}
rules: [{apiGroups: [admissionregistration.k8s.io], resources: [validatingwebhookconfigurations], verbs: ["*"]}]
`)
	count(r) == 1
}
