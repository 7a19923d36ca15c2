# METADATA
# title: A network policy that lets every namespace in
# description: An empty namespaceSelector is every pod of the cluster, test and system namespaces included.
# custom:
#   id: SKK109
#   severity: LOW
#   attack: A pod of any other team that was taken over reaches these.
#   principle: least privilege
#   controls: [nsa-2.1]
#   recommended_action: Select the namespaces by kubernetes.io/metadata.name.
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_all_namespaces

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

deny contains res if {
	network.policy
	some rule in input.spec.ingress
	some peer in rule.from
	peer.namespaceSelector == {}
	not k8s.has_key(peer, "podSelector")
	res := result.new(sprintf("%s lets every namespace in", [k8s.who]), peer)
}
