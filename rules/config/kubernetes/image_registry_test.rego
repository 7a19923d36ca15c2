package sekisho.kubernetes.image_registry_test

import rego.v1

import data.sekisho.kubernetes.image_registry

test_good_1 if {
	r := image_registry.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := image_registry.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "localhost:5000/a:1"}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := image_registry.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "nginx:1.27.3"}]
`)
	count(r) == 1
}

test_bad_2 if {
	r := image_registry.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers: [{name: app, image: "shop/front:1.27.3"}]
`)
	count(r) == 1
}
