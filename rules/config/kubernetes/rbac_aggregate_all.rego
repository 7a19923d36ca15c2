# METADATA
# title: A role that gathers every other role
# description: An aggregation rule whose selector is empty takes in the rules of all cluster roles, those made later included.
# custom:
#   id: SKK091
#   severity: HIGH
#   attack: Whoever is bound to it has what anyone ever wrote into a role.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, nsa-4.2]
#   recommended_action: Select by a label of your own.
#   kinds: [ClusterRole]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_aggregate_all

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterRole"
	some s in input.aggregationRule.clusterRoleSelectors
	count(object.get(s, "matchLabels", {})) == 0
	count(object.get(s, "matchExpressions", [])) == 0
	res := result.new(sprintf("%s gathers all roles", [k8s.who]), input.aggregationRule)
}
