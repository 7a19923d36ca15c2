package sekisho.kubernetes.ssh_port_test

import rego.v1

import data.sekisho.kubernetes.ssh_port

test_good_1 if {
	r := ssh_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 8022}]
`)
	count(r) == 0
}

test_good_2 if {
	r := ssh_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := ssh_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 22}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := ssh_port.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          ports:
            - name: ssh
              containerPort: 22
`)
	count(r) == 1
}
