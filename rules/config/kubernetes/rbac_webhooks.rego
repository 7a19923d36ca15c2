# METADATA
# title: A role that may change admission
# description: A webhook sees every object that is written, secrets among them, and may change it; without one, a policy no longer holds.
# custom:
#   id: SKK078
#   severity: MEDIUM
#   attack: The account adds a webhook that puts its own container into every new pod.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.12, nsa-4.2]
#   recommended_action: Name the configurations by resourceNames.
#   kinds: [ClusterRole, Role]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_webhooks

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some rule in k8s.role_rules
	k8s.grants(rule, {"mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicies", "validatingadmissionpolicybindings", "mutatingadmissionpolicies"}, {"create", "update", "patch", "delete", "*"})
	count(object.get(rule, "resourceNames", [])) == 0
	res := result.new(sprintf("%s may change admission webhooks or policies", [k8s.who]), rule)
}
