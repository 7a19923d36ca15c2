package sekisho.kubernetes.memory_limit_test

import rego.v1

import data.sekisho.kubernetes.memory_limit

test_good_1 if {
	r := memory_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      resources: {limits: {memory: 1Gi}}
`)
	count(r) == 0
}

test_good_2 if {
	r := memory_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  resources: {limits: {memory: 1Gi}}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := memory_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := memory_limit.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          resources: {requests: {memory: 1Gi}}
`)
	count(r) == 1
}
