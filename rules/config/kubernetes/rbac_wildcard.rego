# METADATA
# title: A role that may do everything
# description: A wildcard in verbs, resources or groups also allows what the cluster learns to do next year.
# custom:
#   id: SKK013
#   severity: HIGH
#   recommended_action: List the verbs and resources that are needed.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_wildcard

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"Role", "ClusterRole"}
	some rule in input.rules
	some field in ["verbs", "resources"]
	"*" in rule[field]
	res := result.new(sprintf("%s has a wildcard in %s", [k8s.who, field]), rule)
}
