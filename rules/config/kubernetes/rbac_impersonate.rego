# METADATA
# title: A role that may act as others
# description: Impersonation of users, groups or accounts is every right that any of them has.
# custom:
#   id: SKK073
#   severity: HIGH
#   attack: The account sends a request as the group system:masters.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.8, cis-eks-4.1.8, nsa-4.2]
#   recommended_action: Leave impersonate out, or name whom by resourceNames.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_impersonate

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"impersonate" in rule.verbs
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may act as any of %s", [k8s.who, concat(", ", object.get(rule, "resources", []))]), rule)
}
