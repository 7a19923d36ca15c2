package sekisho.kubernetes.node_port_test

import rego.v1

import data.sekisho.kubernetes.node_port

test_good_1 if {
	r := node_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: ClusterIP, ports: [{port: 80}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := node_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := node_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, ports: [{port: 80}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := node_port.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  ports: [{port: 80, nodePort: 30080}]
`)
	count(r) == 1
}
