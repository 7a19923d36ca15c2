# METADATA
# title: The container may run as root
# description: Whoever breaks out of a container that runs as root is root on the node.
# custom:
#   id: SKK005
#   severity: MEDIUM
#   recommended_action: Set runAsNonRoot to true, or runAsUser to a number above 0.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.non_root

import rego.v1

import data.lib.kubernetes as k8s

safe(c) if k8s.security(c, "runAsNonRoot") == true

safe(c) if k8s.security(c, "runAsUser") > 0

deny contains res if {
	some c in k8s.container
	not safe(c)
	res := result.new(sprintf("%s: container %s may run as root", [k8s.who, c.name]), c)
}
