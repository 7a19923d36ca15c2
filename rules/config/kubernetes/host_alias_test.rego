package sekisho.kubernetes.host_alias_test

import rego.v1

import data.sekisho.kubernetes.host_alias

test_good_1 if {
	r := host_alias.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases: [{ip: 10.0.0.9, hostnames: [db]}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := host_alias.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := host_alias.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases: [{ip: 169.254.169.254, hostnames: [api.example.com]}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_alias.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      hostAliases:
        - ip: 169.254.169.254
          hostnames: [metadata]
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
