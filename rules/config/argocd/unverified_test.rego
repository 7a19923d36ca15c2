package sekisho.argocd.unverified_test

import rego.v1

import data.sekisho.argocd.unverified

test_good_1 if {
	r := unverified.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: r, labels: {argocd.argoproj.io/secret-type: repository}}
stringData: {url: "https://git.example.com/a"}
`)
	count(r) == 0
}

test_good_2 if {
	r := unverified.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: r}
stringData: {insecure: "true"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := unverified.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: r, labels: {argocd.argoproj.io/secret-type: repository}}
stringData:
  url: https://git.example.com/a
  insecure: "true"
`)
	count(r) == 1
}

test_bad_2 if {
	r := unverified.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: c, labels: {argocd.argoproj.io/secret-type: cluster}}
stringData:
  config: |
    {"tlsClientConfig": {"insecure": true}}
`)
	count(r) == 1
}
