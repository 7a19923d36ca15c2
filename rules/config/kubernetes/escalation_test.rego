package sekisho.kubernetes.escalation_test

import rego.v1

import data.sekisho.kubernetes.escalation

test_good_1 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        allowPrivilegeEscalation: false
`)
	count(r) == 0
}

test_good_2 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          securityContext: {allowPrivilegeEscalation: false, runAsUser: 10}
`)
	count(r) == 0
}

test_good_3 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        privileged: true
`)
	count(r) == 0
}

test_bad_1 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
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
            allowPrivilegeEscalation: true
`)
	count(r) == 1
}

test_bad_3 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {runAsUser: 10}
`)
	count(r) == 1
}

test_bad_4 if {
	r := escalation.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  template:
    spec:
      containers:
        # the database
        - image: example.com/db:1
          name: db
`)
	count(r) == 1
}
