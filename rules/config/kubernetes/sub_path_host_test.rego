package sekisho.kubernetes.sub_path_host_test

import rego.v1

import data.sekisho.kubernetes.sub_path_host

test_good_1 if {
	r := sub_path_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, hostPath: {path: /data}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := sub_path_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      volumeMounts: [{name: v, mountPath: /v, subPath: a}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := sub_path_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "example.com/a:1", volumeMounts: [{name: v, mountPath: /v, subPath: a}]}]
  volumes: [{name: v, hostPath: {path: /data}}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := sub_path_host.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "example.com/a:1", volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD)}]}]
  volumes: [{name: v, hostPath: {path: /data}}]
`)
	count(r) == 1
}
