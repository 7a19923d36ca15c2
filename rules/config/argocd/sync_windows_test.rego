package sekisho.argocd.sync_windows_test

import rego.v1

import data.sekisho.argocd.sync_windows

test_good_1 if {
	r := sync_windows.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: a, namespace: shop-*}], syncWindows: [{kind: allow, schedule: "0 9 * * 1-5", duration: 8h}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := sync_windows.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: a, namespace: shop}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := sync_windows.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {destinations: [{server: a, namespace: shop-*}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := sync_windows.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  destinations:
    - {server: a, namespace: "*-prod"}
  syncWindows: []
`)
	count(r) == 1
}
