# METADATA
# title: Processes may gain more privileges
# description: Without allowPrivilegeEscalation false a setuid program in the image gives its caller more than the container was given.
# custom:
#   id: SKK004
#   severity: MEDIUM
#   recommended_action: Set securityContext.allowPrivilegeEscalation to false.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.escalation

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some c in k8s.container
	object.get(c, ["securityContext", "allowPrivilegeEscalation"], true) != false
	res := result.new(sprintf("%s: container %s does not forbid privilege escalation", [k8s.who, c.name]), c)
}
