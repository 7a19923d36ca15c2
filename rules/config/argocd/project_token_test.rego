package sekisho.argocd.project_token_test

import rego.v1

import data.sekisho.argocd.project_token

test_good_1 if {
	r := project_token.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {roles: [{name: ci, jwtTokens: [{iat: 1, exp: 2}]}]}
`)
	count(r) == 0
}

test_good_2 if {
	r := project_token.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {roles: [{name: ci}]}
`)
	count(r) == 0
}

test_bad_1 if {
	r := project_token.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec: {roles: [{name: ci, jwtTokens: [{iat: 1535390316}]}]}
`)
	count(r) == 1
}

test_bad_2 if {
	r := project_token.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: x}
spec:
  roles:
    - name: ci
      jwtTokens:
        - iat: 1535390316
          id: a
`)
	count(r) == 1
}
