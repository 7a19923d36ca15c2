# METADATA
# title: A network policy that lets everyone in
# description: A rule without from, or from every address, allows what the policy seems to forbid.
# custom:
#   id: SKK108
#   severity: MEDIUM
#   attack: A pod that was taken over reaches the programs that the policy was to protect.
#   principle: least privilege
#   controls: [cis-eks-5.4.4, cis-kubernetes-5.3.2, cis-eks-4.3.2, nsa-2.1]
#   recommended_action: Name who may connect by podSelector, namespaceSelector or ipBlock.
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_open_ingress

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

# For one port of chosen pods it is what a public server needs.
server(rule) if {
	count(rule.ports) > 0
	count(network.policy_pods) > 0
}

deny contains res if {
	network.policy
	some rule in input.spec.ingress
	network.everyone(rule, "from")
	not server(rule)
	res := result.new(sprintf("%s lets everyone in", [k8s.who]), rule)
}
