# METADATA
# title: A network policy that lets everything out
# description: A rule without to is a policy that forbids nothing on the way out.
# custom:
#   id: SKK110
#   severity: LOW
#   attack: What was stolen is sent anywhere; a tool is loaded from anywhere.
#   principle: least privilege
#   controls: [nsa-2.1]
#   recommended_action: Name where the program must go (DNS, its database, the addresses outside).
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_open_egress

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.policy
	some rule in input.spec.egress
	count(object.get(rule, "to", [])) == 0
	count(object.get(rule, "ports", [])) == 0
	res := result.new(sprintf("%s lets everything out", [k8s.who]), rule)
}
