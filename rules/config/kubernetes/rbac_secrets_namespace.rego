# METADATA
# title: A role that reads all secrets of its namespace
# description: Who may get, list or watch secrets has every password and account token of the namespace.
# custom:
#   id: SKK070
#   severity: MEDIUM
#   attack: One program's token gives the passwords of all programs in the namespace.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.2, cis-eks-4.1.2, nsa-4.2]
#   recommended_action: Name the secrets by resourceNames and leave list and watch out.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_secrets_namespace

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Role"
	some rule in k8s.role_rules
	k8s.grants(rule, {"secrets"}, k8s.reads)
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may read all secrets (%s)", [k8s.who, concat(", ", rule.verbs)]), rule)
}
