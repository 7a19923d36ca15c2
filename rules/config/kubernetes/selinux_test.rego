package sekisho.kubernetes.selinux_test

import rego.v1

import data.sekisho.kubernetes.selinux

test_good_1 if {
	r := selinux.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {seLinuxOptions: {level: "s0:c123,c456"}}
`)
	count(r) == 0
}

test_good_2 if {
	r := selinux.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seLinuxOptions: {type: container_t}}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := selinux.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        seLinuxOptions:
          type: spc_t
          level: s0
`)
	count(r) == 1
}

test_bad_2 if {
	r := selinux.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        seLinuxOptions:
          user: system_u
          role: system_r
          level: s0
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 2
}
