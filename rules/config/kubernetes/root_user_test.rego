package sekisho.kubernetes.root_user_test

import rego.v1

import data.sekisho.kubernetes.root_user

test_good_1 if {
	r := root_user.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {runAsUser: 1000}
`)
	count(r) == 0
}

test_good_2 if {
	r := root_user.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_3 if {
	r := root_user.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  securityContext: {runAsUser: 0}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := root_user.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        runAsUser: 0
`)
	count(r) == 1
}

test_bad_2 if {
	r := root_user.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        runAsUser: 0
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
