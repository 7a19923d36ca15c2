# METADATA
# title: Every pull request is deployed
# description: A pullRequest generator without labels deploys what anyone proposes, before anyone has looked at it.
# custom:
#   id: SKA010
#   severity: MEDIUM
#   attack: Someone opens a pull request whose manifests run their program in the cluster.
#   principle: review
#   recommended_action: Require a label that only maintainers may give, and a project with a namespace and quota for previews.
#   kinds: [ApplicationSet]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.any_pull_request

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.set
	some g in argocd.generators
	some host, settings in g.pullRequest
	is_object(settings)
	count(object.get(settings, "labels", [])) == 0
	res := result.new(sprintf("%s deploys every pull request (%s)", [k8s.who, host]), settings)
}
