package sekisho.kubernetes.default_account_token_test

import rego.v1

import data.sekisho.kubernetes.default_account_token

test_good_1 if {
	r := default_account_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: default}
automountServiceAccountToken: false
`)
	count(r) == 0
}

test_good_2 if {
	r := default_account_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
`)
	count(r) == 0
}

test_bad_1 if {
	r := default_account_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: default}
`)
	count(r) == 1
}

test_bad_2 if {
	r := default_account_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
automountServiceAccountToken: true
`)
	count(r) == 1
}
