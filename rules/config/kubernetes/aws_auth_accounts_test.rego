package sekisho.kubernetes.aws_auth_accounts_test

import rego.v1

import data.sekisho.kubernetes.aws_auth_accounts

test_good_1 if {
	r := aws_auth_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data: {mapAccounts: "[]"}
`)
	count(r) == 0
}

test_good_2 if {
	r := aws_auth_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data: {mapRoles: "- rolearn: arn:aws:iam::111122223333:role/a"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := aws_auth_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapAccounts: |
    - "111122223333"
`)
	count(r) == 1
}

test_bad_2 if {
	r := aws_auth_accounts.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: aws-auth, namespace: kube-system}
data:
  mapUsers: |
    - userarn: arn:aws:iam::111122223333:root
      groups: [devs]
`)
	count(r) == 1
}
