# METADATA
# title: A project takes manifests from anywhere
# description: With * in sourceRepos whoever may edit an application can deploy from a repository of their own.
# custom:
#   id: SKA002
#   severity: MEDIUM
#   recommended_action: List the repositories.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.wide_source

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "AppProject"
	some r in input.spec.sourceRepos
	r == "*"
	res := result.new(sprintf("%s allows every repository", [k8s.who]), input.spec)
}
