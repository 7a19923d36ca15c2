package sekisho.kubernetes.secret_in_env_test

import rego.v1

import data.sekisho.kubernetes.secret_in_env

test_good_1 if {
	r := secret_in_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}}]
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      env: [{name: LEVEL, value: info}, {name: TOKEN, value: $(OTHER)}, {name: DB_PASSWORD, value: ""}, {name: API_KEY, value: /run/secrets/key}]
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_env.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      env:
        - name: DB_PASSWORD
          value: hunter2
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_env.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          env:
            - {name: apikey, value: x1y2}
            - {name: AWS_SECRET_ACCESS_KEY, value: abcdefgh}
`)
	count(r) == 2
}
