package sekisho.kubernetes.account_token_secret_test

import rego.v1

import data.sekisho.kubernetes.account_token_secret

test_good_1 if {
	r := account_token_secret.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
type: Opaque
`)
	count(r) == 0
}

test_good_2 if {
	r := account_token_secret.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
`)
	count(r) == 0
}

test_bad_1 if {
	r := account_token_secret.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a, annotations: {kubernetes.io/service-account.name: ci}}
type: kubernetes.io/service-account-token
`)
	count(r) == 1
}

test_bad_2 if {
	r := account_token_secret.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata:
  name: ci-token
  namespace: ci
  annotations:
    kubernetes.io/service-account.name: ci
type: kubernetes.io/service-account-token
`)
	count(r) == 1
}
