package sekisho.kubernetes.sysctls_test

import rego.v1

import data.sekisho.kubernetes.sysctls

test_good_1 if {
	r := sysctls.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := sysctls.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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

test_bad_1 if {
	r := sysctls.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: net.core.somaxconn
        value: "1024"
      - name: net.ipv4.tcp_syncookies
        value: "1"
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := sysctls.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext: {sysctls: [{name: kernel.msgmax, value: "65536"}]}
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
