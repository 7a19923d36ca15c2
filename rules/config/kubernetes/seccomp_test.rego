package sekisho.kubernetes.seccomp_test

import rego.v1

import data.sekisho.kubernetes.seccomp

test_good_1 if {
	r := seccomp.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := seccomp.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {seccompProfile: {type: Localhost, localhostProfile: a.json}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := seccomp.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := seccomp.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        runAsUser: 10
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
