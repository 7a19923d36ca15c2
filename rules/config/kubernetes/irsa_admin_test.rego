package sekisho.kubernetes.irsa_admin_test

import rego.v1

import data.sekisho.kubernetes.irsa_admin

test_good_1 if {
	r := irsa_admin.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/web-uploads"}}
`)
	count(r) == 0
}

test_good_2 if {
	r := irsa_admin.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: admin}
`)
	count(r) == 0
}

test_bad_1 if {
	r := irsa_admin.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata: {name: web, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111122223333:role/Administrator"}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := irsa_admin.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ci
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/s3FullAccess
`)
	count(r) == 1
}
