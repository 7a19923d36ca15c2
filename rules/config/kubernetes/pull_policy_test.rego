package sekisho.kubernetes.pull_policy_test

import rego.v1

import data.sekisho.kubernetes.pull_policy

test_good_1 if {
	r := pull_policy.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      imagePullPolicy: IfNotPresent
`)
	count(r) == 0
}

test_good_2 if {
	r := pull_policy.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := pull_policy.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      imagePullPolicy: Never
`)
	count(r) == 1
}

test_bad_2 if {
	r := pull_policy.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: nginx:latest
      imagePullPolicy: IfNotPresent # faster
`)
	count(r) == 1
}
