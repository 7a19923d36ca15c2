package sekisho.kubernetes.container_socket_test

import rego.v1

import data.sekisho.kubernetes.container_socket

test_good_1 if {
	r := container_socket.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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

test_good_2 if {
	r := container_socket.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      hostPath: {path: /var/log}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := container_socket.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes:
    - name: v
      hostPath:
        path: /var/run/docker.sock
        type: Socket
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := container_socket.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes:
        - name: v
          hostPath: {path: /run/containerd/containerd.sock}
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
