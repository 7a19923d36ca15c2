# METADATA
# title: Rights for every account of a namespace
# description: The group system:serviceaccounts:NAMESPACE holds the default account and every account that is made later.
# custom:
#   id: SKK088
#   severity: LOW
#   attack: Any program of the namespace that is taken over has rights that were meant for one.
#   principle: least privilege
#   controls: [nsa-4.2]
#   recommended_action: Bind the accounts that need it.
#   kinds: [ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_all_accounts

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some s in k8s.subjects
	s.kind == "Group"
	startswith(s.name, "system:serviceaccounts:")
	res := result.new(sprintf("%s gives %v to all accounts of %s", [k8s.who, input.roleRef.name, trim_prefix(s.name, "system:serviceaccounts:")]), s)
}
