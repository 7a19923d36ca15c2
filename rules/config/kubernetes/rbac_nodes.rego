# METADATA
# title: A role that may change nodes
# description: Labels and taints of nodes decide where pods run; who changes them draws other teams' pods, with their secrets, to a node of their choice.
# custom:
#   id: SKK082
#   severity: MEDIUM
#   attack: The account taints all nodes but the one that was taken over.
#   principle: least privilege
#   controls: [nsa-4.2]
#   recommended_action: Leave update, patch and delete of nodes to the autoscaler.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_nodes

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"nodes", "nodes/status"}, {"update", "patch", "delete"})
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may change nodes", [k8s.who]), rule)
}
