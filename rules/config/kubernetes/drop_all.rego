# METADATA
# title: Capabilities are not dropped
# description: A container starts with fourteen capabilities, of which most programs need none.
# custom:
#   id: SKK007
#   severity: LOW
#   recommended_action: Set securityContext.capabilities.drop to [ALL].
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.drop_all

import rego.v1

import data.lib.kubernetes as k8s

drops(c) if {
	some name in c.securityContext.capabilities.drop
	upper(name) == "ALL"
}

deny contains res if {
	some c in k8s.container
	not drops(c)
	res := result.new(sprintf("%s: container %s does not drop all capabilities", [k8s.who, c.name]), c)
}
