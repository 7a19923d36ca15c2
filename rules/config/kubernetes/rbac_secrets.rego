# METADATA
# title: A role that reads all secrets
# description: Who may list secrets has every password and token of the namespace, or of the cluster.
# custom:
#   id: SKK014
#   severity: HIGH
#   recommended_action: Name the secrets by resourceNames and leave list and watch out.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_secrets

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"Role", "ClusterRole"}
	some rule in input.rules
	"secrets" in rule.resources
	some verb in rule.verbs
	verb in {"get", "list", "watch", "*"}
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may %s all secrets", [k8s.who, verb]), rule)
}
