# METADATA
# title: A role that may give rights
# description: Who writes roles and bindings passes every right that they have on to others, and stays in the cluster so.
# custom:
#   id: SKK081
#   severity: MEDIUM
#   attack: The account binds its own rights to another account that nobody watches.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.8, nsa-4.2]
#   recommended_action: Keep it for the deployment tool; review what it may itself.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_bindings

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"roles", "clusterroles", "rolebindings", "clusterrolebindings"}, k8s.writes)
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may write roles or bindings", [k8s.who]), rule)
}
