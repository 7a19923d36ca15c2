# METADATA
# title: A role on the resources of every API group
# description: A resource of the same name in another group (secrets, roles, policies of an operator) is allowed, too, also one that comes later.
# custom:
#   id: SKK068
#   severity: LOW
#   attack: An operator that is installed later brings a resource of that name, and the role may use it.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, cis-eks-4.1.3, nsa-4.2]
#   recommended_action: Name the group of each resource.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_wildcard_groups

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"*" in rule.apiGroups
	not "*" in rule.resources
	res := result.new(sprintf("%s allows %s of every API group", [k8s.who, concat(", ", rule.resources)]), rule.apiGroups)
}
