package sekisho.kubernetes.seccomp_annotation_test

import rego.v1

import data.sekisho.kubernetes.seccomp_annotation

test_good_1 if {
	r := seccomp_annotation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := seccomp_annotation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: {seccomp.security.alpha.kubernetes.io/pod: runtime/default}
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers: [{name: app, image: "example.com/app:1"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := seccomp_annotation.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: runtime/default
spec:
  containers: [{name: app, image: "example.com/app:1"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := seccomp_annotation.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      annotations:
        container.seccomp.security.alpha.kubernetes.io/app: localhost/a.json
    spec:
      containers: [{name: app, image: "example.com/app:1"}]
`)
	count(r) == 1
}
