package sekisho.kubernetes.share_process_test

import rego.v1

import data.sekisho.kubernetes.share_process

test_good_1 if {
	r := share_process.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := share_process.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: false
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := share_process.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: true
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := share_process.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      shareProcessNamespace: true
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
