package sekisho.kubernetes.cpu_limit_test

import rego.v1

import data.sekisho.kubernetes.cpu_limit

test_good_1 if {
	r := cpu_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 80}]
      resources: {requests: {cpu: 1}}
`)
	count(r) == 0
}

test_good_2 if {
	r := cpu_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 80, hostPort: 80}]
      resources: {requests: {cpu: 1}, limits: {cpu: 2}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := cpu_limit.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 80, hostPort: 80}]
      resources: {requests: {cpu: 1}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := cpu_limit.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: edge}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: app
          image: example.com/a:1
          ports: [{containerPort: 80}]
          resources: {requests: {cpu: 1}}
`)
	count(r) == 1
}
