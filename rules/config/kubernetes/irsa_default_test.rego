package sekisho.kubernetes.irsa_default_test

import rego.v1

import data.sekisho.kubernetes.irsa_default

test_good_1 if {
	r := irsa_default.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web"}}
`)
	count(r) == 0
}

test_good_2 if {
	r := irsa_default.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: default}
`)
	count(r) == 0
}

test_bad_1 if {
	r := irsa_default.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: default, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web"}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := irsa_default.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/Admin
`)
	count(r) == 1
}
