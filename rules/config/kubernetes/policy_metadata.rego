# METADATA
# title: A network policy that lets pods ask the metadata service
# description: An egress rule to 0.0.0.0/0 without an exception for 169.254.169.254 holds the metadata service of the cloud, which gives the node's role.
# custom:
#   id: SKK111
#   severity: MEDIUM
#   attack: Code in the pod takes the credentials of the node and uses the rights of the node in the AWS account.
#   principle: least privilege
#   controls: [nsa-2.1, nsa-2.3]
#   recommended_action: Add except [169.254.169.254/32] to the ipBlock, and require IMDSv2 with a hop limit of 1 on the nodes.
#   kinds: [NetworkPolicy]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.policy_metadata

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.network

covered(block) if {
	some cidr in block.except
	net.cidr_contains(cidr, "169.254.169.254")
}

deny contains res if {
	network.policy
	some rule in input.spec.egress
	some peer in rule.to
	peer.ipBlock.cidr == "0.0.0.0/0"
	not covered(peer.ipBlock)
	not elsewhere(rule)
	res := result.new(sprintf("%s lets pods ask the metadata service", [k8s.who]), peer.ipBlock)
}

# It answers on port 80 only.
elsewhere(rule) if {
	count(rule.ports) > 0
	every p in rule.ports {
		is_number(p.port)
		p.port != 80
		object.get(p, "endPort", p.port) == p.port
	}
}
