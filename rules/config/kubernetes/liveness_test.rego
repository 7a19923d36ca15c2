package sekisho.kubernetes.liveness_test

import rego.v1

import data.sekisho.kubernetes.liveness

test_good_1 if {
	r := liveness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
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
          livenessProbe: {httpGet: {path: /, port: 80}}
`)
	count(r) == 0
}

test_good_2 if {
	r := liveness.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      ports: [{containerPort: 80}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := liveness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
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
	r := liveness.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      containers:
        - {name: app, image: "example.com/a:1", ports: [{containerPort: 80}]}
`)
	count(r) == 1
}
