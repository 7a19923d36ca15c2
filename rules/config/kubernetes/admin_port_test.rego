package sekisho.kubernetes.admin_port_test

import rego.v1

import data.sekisho.kubernetes.admin_port

test_good_1 if {
	r := admin_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {ports: [{port: 5432}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := admin_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, ports: [{port: 443}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := admin_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: LoadBalancer, ports: [{port: 5432}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := admin_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: search}
spec:
  type: LoadBalancer
  ports:
    - port: 9200
    - port: 80
      targetPort: 6379
`)
	count(r) == 2
}
