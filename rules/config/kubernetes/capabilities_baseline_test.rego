package sekisho.kubernetes.capabilities_baseline_test

import rego.v1

import data.sekisho.kubernetes.capabilities_baseline

test_good_1 if {
	r := capabilities_baseline.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE]}}
`)
	count(r) == 0
}

test_good_2 if {
	r := capabilities_baseline.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {capabilities: {add: [SYS_ADMIN]}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := capabilities_baseline.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {capabilities: {add: [SYS_TIME]}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := capabilities_baseline.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {capabilities: {add: [IPC_LOCK, CAP_SYS_NICE]}}
`)
	count(r) == 2
}
