# METADATA
# title: Nodes take SSH from everywhere
# description: ssh.allow without sourceSecurityGroupIds opens port 22 of every node to all addresses.
# custom:
#   id: SKK130
#   severity: MEDIUM
#   attack: Bots try keys and holes of the SSH server on nodes with a public address.
#   principle: smaller attack surface
#   controls: [nsa-3.3]
#   recommended_action: Set ssh.allow to false and ssh.enableSsm to true.
#   fix_may_break: nobody reaches the nodes by SSH any more
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_ssh

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	some field in ["managedNodeGroups", "nodeGroups"]
	some g in input[field]
	g.ssh.allow == true
	count(object.get(g.ssh, "sourceSecurityGroupIds", [])) == 0
	res := k8s.set(result.new(sprintf("%s: node group %v takes SSH from everywhere", [k8s.who, k8s.name(g)]), g.ssh), g.ssh, ["allow"], false)
}
