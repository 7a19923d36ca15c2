# METADATA
# title: A role that may give itself more rights
# description: escalate and bind are the exceptions from the rule that nobody can give what they do not have.
# custom:
#   id: SKK072
#   severity: HIGH
#   attack: The account writes itself a role, or binds itself to cluster-admin.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.8, cis-eks-4.1.8, nsa-4.2]
#   recommended_action: Leave escalate and bind out; for bind name the roles by resourceNames.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_escalate

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	some verb in rule.verbs
	verb in {"escalate", "bind"}
	some r in rule.resources
	r in {"roles", "clusterroles", "*"}
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may %s %s", [k8s.who, verb, r]), rule)
}
