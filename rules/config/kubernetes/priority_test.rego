package sekisho.kubernetes.priority_test

import rego.v1

import data.sekisho.kubernetes.priority

test_good_1 if {
	r := priority.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: high
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := priority.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: dns, namespace: kube-system}
spec: {priorityClassName: system-cluster-critical, containers: [{name: a, image: "example.com/a:1"}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := priority.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec: {priorityClassName: system-cluster-critical, containers: [{name: a, image: "example.com/a:1"}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := priority.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      priorityClassName: system-node-critical
      containers: [{name: a, image: "example.com/a:1"}]
`)
	count(r) == 1
}
