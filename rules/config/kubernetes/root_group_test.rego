package sekisho.kubernetes.root_group_test

import rego.v1

import data.sekisho.kubernetes.root_group

test_good_1 if {
	r := root_group.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := root_group.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsGroup: 1000, fsGroup: 2000, supplementalGroups: [3000]}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := root_group.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {runAsGroup: 0}
`)
	count(r) == 1
}

test_bad_2 if {
	r := root_group.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        fsGroup: 0
        supplementalGroups: [0, 10]
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 2
}
