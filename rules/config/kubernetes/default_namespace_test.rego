package sekisho.kubernetes.default_namespace_test

import rego.v1

import data.sekisho.kubernetes.default_namespace

test_good_1 if {
	r := default_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := default_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: kubernetes, namespace: default}
`)
	count(r) == 0
}

test_bad_1 if {
	r := default_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {ports: [{port: 80}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := default_namespace.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: default
spec: {containers: [{name: a, image: "example.com/a:1"}]}
`)
	count(r) == 1
}
