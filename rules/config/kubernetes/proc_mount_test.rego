package sekisho.kubernetes.proc_mount_test

import rego.v1

import data.sekisho.kubernetes.proc_mount

test_good_1 if {
	r := proc_mount.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {procMount: Default}
`)
	count(r) == 0
}

test_good_2 if {
	r := proc_mount.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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

test_bad_1 if {
	r := proc_mount.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        procMount: Unmasked
`)
	count(r) == 1
}

test_bad_2 if {
	r := proc_mount.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {procMount: Unmasked, runAsUser: 10}
`)
	count(r) == 1
}
