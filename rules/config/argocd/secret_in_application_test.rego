package sekisho.argocd.secret_in_application_test

import rego.v1

import data.sekisho.argocd.secret_in_application

test_good_1 if {
	r := secret_in_application.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {targetRevision: v1, helm: {parameters: [{name: image.tag, value: "1"}], valuesObject: {auth: {existingSecretName: db}}}}}
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_application.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  source:
    targetRevision: v1
    helm:
      values: |
        auth:
          password: ""
        replicas: 2
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_application.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {targetRevision: v1, helm: {parameters: [{name: auth.password, value: hunter2}]}}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_application.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec:
  source:
    targetRevision: v1
    helm:
      values: |
        auth:
          password: hunter2
`)
	count(r) == 1
}

test_bad_3 if {
	r := secret_in_application.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {targetRevision: v1, helm: {valuesObject: {db: {password: hunter2}}}}}
`)
	count(r) == 1
}
