package sekisho.kubernetes.control_plane_test

import rego.v1

import data.sekisho.kubernetes.control_plane

test_good_1 if {
	r := control_plane.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  tolerations: [{key: dedicated, operator: Exists}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := control_plane.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec: {template: {spec: {tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}], containers: [{name: a, image: "example.com/a:1"}]}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := control_plane.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := control_plane.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      tolerations:
        - key: node-role.kubernetes.io/master
          effect: NoSchedule
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
