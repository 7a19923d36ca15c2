package sekisho.kubernetes.projected_token_test

import rego.v1

import data.sekisho.kubernetes.projected_token

test_good_1 if {
	r := projected_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 3600}}]}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_good_2 if {
	r := projected_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: token, audience: vault}}]}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 0
}

test_bad_1 if {
	r := projected_token.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: token, expirationSeconds: 31536000}}]}}]
  containers:
    - name: app
      image: example.com/app:1.2.3
`)
	count(r) == 1
}

test_bad_2 if {
	r := projected_token.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      volumes:
        - name: t
          projected:
            sources:
              - serviceAccountToken:
                  path: token
                  expirationSeconds: 604800
      containers:
        - name: app
          image: example.com/app:1.2.3
`)
	count(r) == 1
}
