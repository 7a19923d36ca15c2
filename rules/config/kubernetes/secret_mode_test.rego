package sekisho.kubernetes.secret_mode_test

import rego.v1

import data.sekisho.kubernetes.secret_mode

test_good_1 if {
	r := secret_mode.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, secret: {secretName: a, defaultMode: 256}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_mode.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := secret_mode.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, secret: {secretName: a, defaultMode: 511}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_mode.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes:
        - name: v
          secret:
            secretName: a
            defaultMode: 493
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
