package sekisho.kubernetes.secret_sub_path_test

import rego.v1

import data.sekisho.kubernetes.secret_sub_path

test_good_1 if {
	r := secret_sub_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, secret: {secretName: a}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_sub_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "example.com/a:1", volumeMounts: [{name: v, mountPath: /v}]}]
  volumes: [{name: v, secret: {secretName: a}}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_sub_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "example.com/a:1", volumeMounts: [{name: v, mountPath: /v/k, subPath: k}]}]
  volumes: [{name: v, secret: {secretName: a}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_sub_path.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/a:1
          volumeMounts:
            - name: v
              mountPath: /etc/app/key.pem
              subPath: key.pem
      volumes: [{name: v, secret: {secretName: a}}]
`)
	count(r) == 1
}
