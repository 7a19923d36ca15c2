package sekisho.kubernetes.volume_types_test

import rego.v1

import data.sekisho.kubernetes.volume_types

test_good_1 if {
	r := volume_types.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := volume_types.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, persistentVolumeClaim: {claimName: a}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := volume_types.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, nfs: {server: files, path: /}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := volume_types.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes: [{name: v, awsElasticBlockStore: {volumeID: vol-1}}]
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
