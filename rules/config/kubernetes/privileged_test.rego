package sekisho.kubernetes.privileged_test

import rego.v1

import data.sekisho.kubernetes.privileged

test_good_1 if {
	r := privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := privileged.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext:
            privileged: false
`)
	count(r) == 0
}

test_bad_1 if {
	r := privileged.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        privileged: true # for now
`)
	count(r) == 1
}

test_bad_2 if {
	r := privileged.deny with input as sekisho.input("x.yaml", `apiVersion: batch/v1
kind: CronJob
metadata:
  name: clean
spec:
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: first
              image: example.com/a:1
              securityContext: {privileged: true}
          containers:
            - name: app
              image: example.com/a:1
              securityContext: {privileged: yes}
`)
	count(r) == 2
}

test_bad_3 if {
	r := privileged.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: front
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/a:1
          securityContext:
            privileged: true
`)
	count(r) == 1
}
