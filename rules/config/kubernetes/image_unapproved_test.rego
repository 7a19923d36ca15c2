package sekisho.kubernetes.image_unapproved_test

import rego.v1

import data.sekisho.kubernetes.image_unapproved

test_good_1 if {
	r := image_unapproved.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := image_unapproved.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: "example.com/team/app:1"}]}
`)
		with data.params.registries as ["example.com/team", "docker.io/ours"]
	count(r) == 0
}

test_bad_1 if {
	r := image_unapproved.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: "nginx:1"}]}
`)
		with data.params.registries as ["example.com/team", "docker.io/ours"]
	count(r) == 1
}

test_bad_2 if {
	r := image_unapproved.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: a, image: "example.com.evil.example/team/app:1"}]}
`)
		with data.params.registries as ["example.com/team", "docker.io/ours"]
	count(r) == 1
}
