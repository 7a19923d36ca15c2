# METADATA
# title: A token of a project that never expires
# description: A JWT of a project role without an end works for whoever has a copy, until someone deletes it.
# custom:
#   id: SKA025
#   severity: MEDIUM
#   attack: A token from an old pipeline's log deploys.
#   principle: short-lived credentials
#   recommended_action: Make tokens with an expiry (argocd proj role create-token -e), or use the pipeline's own identity.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.project_token

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some r in input.spec.roles
	some t in r.jwtTokens
	not t.exp
	res := result.new(sprintf("%s: a token of role %v never expires", [k8s.who, k8s.name(r)]), t)
}
