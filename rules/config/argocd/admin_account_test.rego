package sekisho.argocd.admin_account_test

import rego.v1

import data.sekisho.argocd.admin_account

test_good_1 if {
	r := admin_account.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {admin.enabled: "false", oidc.config: "name: x"}
`)
	count(r) == 0
}

test_good_2 if {
	r := admin_account.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {url: "https://argocd.example.com"}
`)
	count(r) == 0
}

test_bad_1 if {
	r := admin_account.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data:
  # with Okta
  oidc.config: |
    name: Okta
`)
	count(r) == 1
}

test_bad_2 if {
	r := admin_account.deny with input as sekisho.input("x.yaml", `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {admin.enabled: "true"}
`)
	count(r) == 1
}
