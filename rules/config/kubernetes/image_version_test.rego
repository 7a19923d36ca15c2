package sekisho.kubernetes.image_version_test

import rego.v1

import data.sekisho.kubernetes.image_version

test_good_1 if {
	r := image_version.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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

test_good_2 if {
	r := image_version.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: app
      image: example.com:5000/a@sha256:0000000000000000000000000000000000000000000000000000000000000000
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_version.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: nginx}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_version.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
    - name: app
      image: example.com:5000/nginx:latest
`)
	count(r) == 1
}
