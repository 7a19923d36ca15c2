# METADATA
# title: A role that may make tokens of accounts
# description: serviceaccounts/token gives a token of any account in reach, with a life that the caller chooses.
# custom:
#   id: SKK077
#   severity: HIGH
#   attack: The account makes itself a token of the strongest one.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.13, nsa-4.2]
#   recommended_action: Name the accounts by resourceNames.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_token

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"serviceaccounts/token"}, {"create", "*"})
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may make tokens of all accounts", [k8s.who]), rule)
}
