package sekisho.kubernetes.node_name_test

import rego.v1

import data.sekisho.kubernetes.node_name

test_good_1 if {
	r := node_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := node_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector: {disk: ssd}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := node_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeName: ip-10-0-0-1
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := node_name.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      nodeName: ip-10-0-0-1 # the fast one
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
