package sekisho.kubernetes.secret_in_args_test

import rego.v1

import data.sekisho.kubernetes.secret_in_args

test_good_1 if {
	r := secret_in_args.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      args: [--password-file=/run/secrets/db, --token=$(TOKEN)]
`)
	count(r) == 0
}

test_good_2 if {
	r := secret_in_args.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      command: [sh, -c, "exec app --listen :80"]
`)
	count(r) == 0
}

test_bad_1 if {
	r := secret_in_args.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      args:
        - --db-password=hunter2
`)
	count(r) == 1
}

test_bad_2 if {
	r := secret_in_args.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          command: [sh, -c, "app --api-key abcd1234"]
          args: ["--password", "hunter2"]
`)
	count(r) == 2
}
