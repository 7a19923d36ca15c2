# METADATA
# title: A project takes manifests from anywhere
# description: With * in sourceRepos whoever may edit an application can deploy from a repository of their own.
# custom:
#   id: SKA002
#   severity: MEDIUM
#   attack: Someone points an application to a repository outside, which nobody reviews.
#   principle: integrity
#   recommended_action: List the repositories.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.wide_source

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some r in input.spec.sourceRepos
	r in {"*", "**", "https://*", "https://**"}
	res := result.new(sprintf("%s allows every repository", [k8s.who]), r)
}
