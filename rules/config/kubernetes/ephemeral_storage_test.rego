package sekisho.kubernetes.ephemeral_storage_test

import rego.v1

import data.sekisho.kubernetes.ephemeral_storage

test_good_1 if {
	r := ephemeral_storage.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      resources: {limits: {memory: 1Gi, ephemeral-storage: 1Gi}}
`)
	count(r) == 0
}

test_good_2 if {
	r := ephemeral_storage.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {readOnlyRootFilesystem: true}
      resources: {limits: {memory: 1Gi}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := ephemeral_storage.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      resources: {limits: {memory: 1Gi}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := ephemeral_storage.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          resources: {limits: {cpu: 1}, requests: {ephemeral-storage: 1Gi}}
`)
	count(r) == 1
}
