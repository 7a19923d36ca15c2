package sekisho.kubernetes.cpu_request_test

import rego.v1

import data.sekisho.kubernetes.cpu_request

test_good_1 if {
	r := cpu_request.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      resources: {requests: {cpu: 100m}}
`)
	count(r) == 0
}

test_good_2 if {
	r := cpu_request.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      resources: {limits: {cpu: 1}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := cpu_request.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := cpu_request.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          resources: {limits: {memory: 1Gi}}
`)
	count(r) == 1
}
