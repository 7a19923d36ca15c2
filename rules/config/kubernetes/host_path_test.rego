package sekisho.kubernetes.host_path_test

import rego.v1

import data.sekisho.kubernetes.host_path

test_good_1 if {
	r := host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      emptyDir: {}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      hostPath: {path: /var/log/pods}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_path.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: app
      image: example.com/agent:1.2
      volumeMounts:
        - {name: logs, mountPath: /logs, readOnly: true}
  volumes:
    - name: logs
      hostPath: {path: /opt/models}
`)
	count(r) == 1
}
