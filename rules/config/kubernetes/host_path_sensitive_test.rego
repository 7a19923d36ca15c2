package sekisho.kubernetes.host_path_sensitive_test

import rego.v1

import data.sekisho.kubernetes.host_path_sensitive

test_good_1 if {
	r := host_path_sensitive.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	count(r) == 0
}

test_good_2 if {
	r := host_path_sensitive.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      persistentVolumeClaim: {claimName: data}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := host_path_sensitive.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      hostPath: {path: /}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_path_sensitive.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes:
        - name: v
          hostPath: {path: /etc/kubernetes/pki}
        - name: w
          hostPath: {path: /var/lib/kubelet/}
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 2
}
