# METADATA
# title: Rules of a network policy have no effect
# description: policyTypes does not name the direction that the rules are for, so they are not read and nothing is limited in it.
# custom:
#   id: SKK112
#   severity: MEDIUM
#   attack: Traffic that someone thinks is forbidden passes.
#   principle: least privilege
#   controls: [nsa-2.1]
#   recommended_action: Add the direction to policyTypes.
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_ignored

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.policy
	some direction, field in {"Ingress": "ingress", "Egress": "egress"}
	k8s.has_key(input.spec, field)
	count(input.spec.policyTypes) > 0
	not direction in input.spec.policyTypes
	res := result.new(sprintf("%s has rules for %s that are not read", [k8s.who, field]), input.spec.policyTypes)
}
