package sekisho.kubernetes.external_name_test

import rego.v1

import data.sekisho.kubernetes.external_name

test_good_1 if {
	r := external_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: ExternalName, externalName: db.example.com}
`)
	count(r) == 0
}

test_good_2 if {
	r := external_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{port: 80}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := external_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: m}
spec: {type: ExternalName, externalName: 169.254.169.254}
`)
	count(r) == 1
}

test_bad_2 if {
	r := external_name.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Service
metadata: {name: m}
spec:
  type: ExternalName
  externalName: vault.vault.svc.cluster.local
`)
	count(r) == 1
}
