# METADATA
# title: Pods on EKS nodes may ask the metadata service
# description: Unless disablePodIMDS is true (or the hop limit is 1) every pod can take the credentials of its node's role.
# custom:
#   id: SKK129
#   severity: MEDIUM
#   attack: A request that a web program was tricked into sending returns the credentials of the node.
#   principle: least privilege
#   controls: [nsa-2.3]
#   recommended_action: Set disablePodIMDS to true on the node group, and give programs roles by service accounts.
#   fix_may_break: pods that use the role of the node fail
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_imds

import rego.v1

import data.lib.kubernetes as k8s

groups := [[field, g] | some field in ["managedNodeGroups", "nodeGroups"]; some g in input[field]]

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	some [_, g] in groups
	object.get(g, "disablePodIMDS", false) != true
	res := k8s.set(result.new(sprintf("%s: pods of node group %v may ask the metadata service", [k8s.who, k8s.name(g)]), g), g, ["disablePodIMDS"], true)
}
