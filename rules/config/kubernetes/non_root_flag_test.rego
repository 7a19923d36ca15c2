package sekisho.kubernetes.non_root_flag_test

import rego.v1

import data.sekisho.kubernetes.non_root_flag

test_good_1 if {
	r := non_root_flag.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {runAsUser: 1000, runAsNonRoot: true}
`)
	count(r) == 0
}

test_good_2 if {
	r := non_root_flag.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsNonRoot: true, runAsUser: 1000}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := non_root_flag.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        runAsUser: 1000
`)
	count(r) == 1
}

test_bad_2 if {
	r := non_root_flag.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        runAsUser: 1000
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
