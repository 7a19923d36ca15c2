# METADATA
# title: A privileged container
# description: A privileged container can do on the node what root can; it is no boundary any more.
# custom:
#   id: SKK001
#   severity: CRITICAL
#   recommended_action: Leave privileged out; add the single capability that is needed.
#   controls: [pss-baseline]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.privileged

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some c in k8s.container
	c.securityContext.privileged == true
	res := result.new(sprintf("%s: container %s is privileged", [k8s.who, c.name]), c.securityContext)
}
