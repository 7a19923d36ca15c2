package sekisho.argocd.plain_url_test

import rego.v1

import data.sekisho.argocd.plain_url

test_good_1 if {
	r := plain_url.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {repoURL: "https://git.example.com/a", targetRevision: v1}}
`)
	count(r) == 0
}

test_good_2 if {
	r := plain_url.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {repoURL: "git@git.example.com:a", targetRevision: v1}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := plain_url.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: x}
spec: {source: {repoURL: "http://git.example.com/a", targetRevision: v1}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := plain_url.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: Secret
metadata: {name: r, labels: {argocd.argoproj.io/secret-type: repository}}
stringData: {url: "git://git.example.com/a"}
`)
	count(r) == 1
}
