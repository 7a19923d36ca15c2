package sekisho.kubernetes.apparmor_test

import rego.v1

import data.sekisho.kubernetes.apparmor

test_good_1 if {
	r := apparmor.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := apparmor.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext: {appArmorProfile: {type: RuntimeDefault}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := apparmor.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      securityContext:
        appArmorProfile:
          type: Unconfined
`)
	count(r) == 1
}

test_bad_2 if {
	r := apparmor.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: unconfined
spec:
  containers: [{name: app, image: "example.com/app:1"}]
`)
	count(r) == 1
}
