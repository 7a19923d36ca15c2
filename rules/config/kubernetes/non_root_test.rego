package sekisho.kubernetes.non_root_test

import rego.v1

import data.sekisho.kubernetes.non_root

test_good_1 if {
	r := non_root.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := non_root.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {runAsNonRoot: true, runAsUser: 10001}
`)
	count(r) == 0
}

test_bad_1 if {
	r := non_root.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := non_root.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        runAsNonRoot: false # sorry
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_3 if {
	r := non_root.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: first
      image: example.com/a:1
      securityContext:
        runAsNonRoot: false
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}
