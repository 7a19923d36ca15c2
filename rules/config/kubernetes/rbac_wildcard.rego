# METADATA
# title: A role that may do everything
# description: All verbs on all resources also allow what the cluster learns to do next year; it is cluster-admin under another name.
# custom:
#   id: SKK013
#   severity: HIGH
#   attack: Whoever gets the token of the one account that is bound to the role has the cluster, or the namespace.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.3, cis-eks-4.1.3, nsa-4.2]
#   recommended_action: List the verbs and resources that are needed.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_wildcard

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	"*" in rule.verbs
	"*" in rule.resources
	res := result.new(sprintf("%s allows every verb on every resource", [k8s.who]), rule)
}
