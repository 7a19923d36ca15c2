package sekisho.kubernetes.probe_host_test

import rego.v1

import data.sekisho.kubernetes.probe_host

test_good_1 if {
	r := probe_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      livenessProbe: {httpGet: {path: /, port: 80}}
`)
	count(r) == 0
}

test_good_2 if {
	r := probe_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := probe_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      livenessProbe:
        httpGet:
          host: 169.254.169.254
          path: /
          port: 80
`)
	count(r) == 1
}

test_bad_2 if {
	r := probe_host.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          lifecycle:
            preStop:
              httpGet: {host: admin.example.com, path: /, port: 80}
`)
	count(r) == 1
}
