package sekisho.kubernetes.capabilities_test

import rego.v1

import data.sekisho.kubernetes.capabilities

test_good_1 if {
	r := capabilities.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := capabilities.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        capabilities: {add: [NET_BIND_SERVICE]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := capabilities.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        capabilities:
          add:
            - SYS_ADMIN # for mount
            - NET_BIND_SERVICE
`)
	count(r) == 1
}

test_bad_2 if {
	r := capabilities.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
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
            capabilities: {add: [CAP_SYS_PTRACE]}
`)
	count(r) == 1
}

test_bad_3 if {
	r := capabilities.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        capabilities:
          add: ["ALL"]
`)
	count(r) == 1
}
