package sekisho.kubernetes.external_ips_test

import rego.v1

import data.sekisho.kubernetes.external_ips

test_good_1 if {
	r := external_ips.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := external_ips.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {externalIPs: [], ports: [{port: 80}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := external_ips.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {externalIPs: [198.51.100.7], ports: [{port: 80}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := external_ips.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIP
  externalIPs:
    - 8.8.8.8
`)
	count(r) == 1
}
