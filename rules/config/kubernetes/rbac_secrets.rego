# METADATA
# title: A role that reads the secrets of the cluster
# description: Who may get, list or watch secrets everywhere has every password, key and account token of the cluster.
# custom:
#   id: SKK014
#   severity: HIGH
#   attack: The token of one operator gives the tokens of all accounts, cluster-admin's among them.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.2, cis-eks-4.1.2, nsa-4.2]
#   recommended_action: Use a Role in the namespaces that need it, with resourceNames, without list and watch.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_secrets

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterRole"
	some rule in k8s.role_rules
	k8s.grants(rule, {"secrets"}, k8s.reads)
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may read all secrets (%s)", [k8s.who, concat(", ", rule.verbs)]), rule)
}
