package sekisho.kubernetes.net_raw_test

import rego.v1

import data.sekisho.kubernetes.net_raw

test_good_1 if {
	r := net_raw.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := net_raw.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {capabilities: {drop: [NET_RAW]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := net_raw.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        capabilities:
          drop: [ALL]
          add:
            - NET_RAW
`)
	count(r) == 1
}

test_bad_2 if {
	r := net_raw.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {capabilities: {add: [CAP_NET_RAW, CHOWN]}}
`)
	count(r) == 1
}
