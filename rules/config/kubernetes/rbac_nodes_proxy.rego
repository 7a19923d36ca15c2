# METADATA
# title: A role that may talk to kubelets
# description: nodes/proxy is the kubelet's own API; even get runs commands in every pod of the node, past admission and the audit log.
# custom:
#   id: SKK076
#   severity: HIGH
#   attack: A monitoring account's token runs commands in any pod.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.10, nsa-4.2]
#   recommended_action: Use nodes/metrics and nodes/stats for monitoring.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_nodes_proxy

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"nodes/proxy" in rule.resources
	count(rule.verbs) > 0
	res := result.new(sprintf("%s may use nodes/proxy", [k8s.who]), rule)
}
