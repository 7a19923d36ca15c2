# METADATA
# title: A role on every resource
# description: Reading everything is reading all secrets; writing everything is starting pods with any account.
# custom:
#   id: SKK067
#   severity: MEDIUM
#   attack: A program that was meant to look at pods reads the passwords of all others.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, cis-eks-4.1.3, nsa-4.2]
#   recommended_action: List the resources that are needed.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_wildcard_resources

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"*" in rule.resources
	not "*" in rule.verbs
	not own_group(rule)
	res := result.new(sprintf("%s allows %s on every resource", [k8s.who, concat(", ", rule.verbs)]), rule.resources)
}

own_group(rule) if {
	count(rule.apiGroups) > 0
	every g in rule.apiGroups {
		contains(g, ".")
		not endswith(g, ".k8s.io")
	}
}
