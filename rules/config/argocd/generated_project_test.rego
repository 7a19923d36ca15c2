package sekisho.argocd.generated_project_test

import rego.v1

import data.sekisho.argocd.generated_project

test_good_1 if {
	r := generated_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{scmProvider: {github: {organization: a}}}], template: {spec: {project: previews}}}
`)
	count(r) == 0
}

test_good_2 if {
	r := generated_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{clusters: {}}], template: {spec: {project: "{{name}}"}}}
`)
	count(r) == 0
}

test_bad_1 if {
	r := generated_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec: {generators: [{scmProvider: {github: {organization: a}}}], template: {spec: {project: "{{repository}}"}}}
`)
	count(r) == 1
}

test_bad_2 if {
	r := generated_project.deny with input as sekisho.input("x.yaml", `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: x}
spec:
  generators:
    - matrix:
        generators:
          - git: {repoURL: a, files: [{path: "**/config.json"}]}
          - clusters: {}
  template:
    spec:
      project: "{{ .project }}"
`)
	count(r) == 1
}
