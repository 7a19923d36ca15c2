# METADATA
# title: A project that takes unsigned commits
# description: Without signatureKeys Argo CD deploys any commit that the repository holds, whoever pushed it.
# custom:
#   id: SKA008
#   severity: LOW
#   attack: A stolen access token pushes a commit, and it is deployed.
#   principle: integrity
#   recommended_action: List the keys in signatureKeys, and sign commits or tags.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.unsigned

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	count(object.get(input.spec, "signatureKeys", [])) == 0
	count(object.get(input.spec, "sourceRepos", [])) > 0
	res := result.new(sprintf("%s does not ask for signatures", [k8s.who]), input.spec)
}
