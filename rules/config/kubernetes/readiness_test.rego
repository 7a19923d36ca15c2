package sekisho.kubernetes.readiness_test

import rego.v1

import data.sekisho.kubernetes.readiness

test_good_1 if {
	r := readiness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          ports: [{containerPort: 80}]
          readinessProbe: {httpGet: {path: /, port: 80}}
`)
	count(r) == 0
}

test_good_2 if {
	r := readiness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := readiness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          ports: [{containerPort: 80}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := readiness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/a:1
          ports: [{containerPort: 5432}]
          livenessProbe: {tcpSocket: {port: 5432}}
`)
	count(r) == 1
}
