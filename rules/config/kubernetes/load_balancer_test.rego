package sekisho.kubernetes.load_balancer_test

import rego.v1

import data.sekisho.kubernetes.load_balancer

test_good_1 if {
	r := load_balancer.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web, annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internal}}
spec: {type: LoadBalancer, ports: [{port: 443}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := load_balancer.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], ports: [{port: 443}]}
`)
	count(r) == 0
}

test_good_3 if {
	r := load_balancer.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 443}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := load_balancer.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, ports: [{port: 443}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := load_balancer.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web, annotations: {service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [0.0.0.0/0]
  ports: [{port: 443}]
`)
	count(r) == 1
}
