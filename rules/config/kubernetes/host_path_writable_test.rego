package sekisho.kubernetes.host_path_writable_test

import rego.v1

import data.sekisho.kubernetes.host_path_writable

test_good_1 if {
	r := host_path_writable.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: app
      image: example.com/agent:1.2
      volumeMounts:
        - {name: logs, mountPath: /logs, readOnly: true}
  volumes:
    - name: logs
      hostPath: {path: /var/log/pods}
`)
	count(r) == 0
}

test_good_2 if {
	r := host_path_writable.deny with input as sekisho.input("x.yaml", `apiVersion: v1
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

test_bad_1 if {
	r := host_path_writable.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Pod
metadata: {name: agent}
spec:
  containers:
    - name: app
      image: example.com/agent:1.2
      volumeMounts:
        - name: data
          mountPath: /data # the disk
  volumes:
    - name: data
      hostPath:
        path: /mnt/disk1
`)
	count(r) == 1
}

test_bad_2 if {
	r := host_path_writable.deny with input as sekisho.input("x.yaml", `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  template:
    spec:
      containers:
        - name: app
          image: example.com/agent:1.2
          volumeMounts: [{name: data, mountPath: /data, readOnly: false}]
      volumes:
        - name: data
          hostPath: {path: /data}
`)
	count(r) == 1
}
