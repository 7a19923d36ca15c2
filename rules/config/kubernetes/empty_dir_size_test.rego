package sekisho.kubernetes.empty_dir_size_test

import rego.v1

import data.sekisho.kubernetes.empty_dir_size

test_good_1 if {
	r := empty_dir_size.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, emptyDir: {sizeLimit: 1Gi}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := empty_dir_size.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - {name: app, image: "example.com/a:1", resources: {limits: {ephemeral-storage: 1Gi}}}
  volumes: [{name: v, emptyDir: {}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := empty_dir_size.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, emptyDir: {}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := empty_dir_size.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes: [{name: v, emptyDir: {medium: Memory}}, {name: w, emptyDir: {}}]
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
