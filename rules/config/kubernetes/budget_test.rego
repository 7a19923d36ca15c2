package sekisho.kubernetes.budget_test

import rego.v1

import data.sekisho.kubernetes.budget

test_good_1 if {
	r := budget.deny with input as sekisho.input("x.yaml", `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: a}
spec: {maxUnavailable: 1}
`)
	count(r) == 0
}

test_good_2 if {
	r := budget.deny with input as sekisho.input("x.yaml", `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: a}
spec: {minAvailable: 50%}
`)
	count(r) == 0
}

test_bad_1 if {
	r := budget.deny with input as sekisho.input("x.yaml", `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: a}
spec:
  maxUnavailable: 0
  selector: {}
`)
	count(r) == 1
}

test_bad_2 if {
	r := budget.deny with input as sekisho.input("x.yaml", `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: a}
spec: {minAvailable: 100%}
`)
	count(r) == 1
}
