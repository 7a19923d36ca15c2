# METADATA
# title: A role with every verb
# description: The wildcard holds delete, deletecollection, escalate, bind, impersonate and what comes later.
# custom:
#   id: SKK066
#   severity: MEDIUM
#   attack: A program that was meant to read is used to delete or to gain more rights.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, cis-eks-4.1.3, nsa-4.2]
#   recommended_action: List the verbs that are needed.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_wildcard_verbs

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"*" in rule.verbs
	not "*" in rule.resources
	some r in rule.resources
	not k8s.sensitive[r]
	not own_group(rule)
	res := result.new(sprintf("%s allows every verb on %s", [k8s.who, concat(", ", rule.resources)]), rule.verbs)
}

# Operators have all rights to their own kinds.
own_group(rule) if {
	count(rule.apiGroups) > 0
	every g in rule.apiGroups {
		contains(g, ".")
		not endswith(g, ".k8s.io")
	}
}
