package sekisho.kubernetes.git_repo_volume_test

import rego.v1

import data.sekisho.kubernetes.git_repo_volume

test_good_1 if {
	r := git_repo_volume.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, emptyDir: {}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := git_repo_volume.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := git_repo_volume.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: v, gitRepo: {repository: "https://example.com/x.git"}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := git_repo_volume.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes:
        - name: v
          gitRepo:
            repository: https://example.com/x.git
            directory: a/.git/../b
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
