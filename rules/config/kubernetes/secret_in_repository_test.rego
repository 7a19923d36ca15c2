package sekisho.kubernetes.secret_in_repository_test

import rego.v1

import data.sekisho.kubernetes.secret_in_repository

test_good_1 if {
	r := secret_in_repository.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
data: {}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_repository.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
stringData: {password: "ENC[AES256_GCM,data:xx,type:str]", username: app}
sops: {version: 3.9.0}
`)
	count(r) == 0
}

test_good_3 if {
	r := secret_in_repository.deny with input as sekisho.input("x.yaml", `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: a}
spec: {target: {name: a}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_repository.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
data:
  password: aHVudGVyMg==
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_repository.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: a}
type: kubernetes.io/tls
stringData:
  tls.crt: xx
  tls.key: yy
`)
	count(r) == 1
}
