# METADATA
# title: EKS nodes with public addresses
# description: privateNetworking false puts nodes into public subnets, where each has an address that the internet reaches.
# custom:
#   id: SKK131
#   severity: LOW
#   attack: A port that was opened by mistake on a node is open to everyone.
#   principle: smaller attack surface
#   controls: [cis-eks-5.4.3, nsa-3.3]
#   recommended_action: Set privateNetworking to true on each node group.
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_private_nodes

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	some field in ["managedNodeGroups", "nodeGroups"]
	some g in input[field]
	object.get(g, "privateNetworking", false) != true
	res := result.new(sprintf("%s: the nodes of group %v have public addresses", [k8s.who, k8s.name(g)]), g)
}
