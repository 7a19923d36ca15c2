package sekisho.kubernetes.secret_as_env_test

import rego.v1

import data.sekisho.kubernetes.secret_as_env

test_good_1 if {
	r := secret_as_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      env: [{name: A, value: b}]
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_as_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, secret: {secretName: a}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_as_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      env: [{name: P, valueFrom: {secretKeyRef: {name: a, key: b}}}, {name: Q, valueFrom: {secretKeyRef: {name: a, key: c}}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_as_env.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          envFrom: [{secretRef: {name: a}}]
`)
	count(r) == 1
}
