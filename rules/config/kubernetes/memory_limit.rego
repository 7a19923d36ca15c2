# METADATA
# title: No memory limit
# description: One container without a limit can take the memory of all others on the node.
# custom:
#   id: SKK008
#   severity: MEDIUM
#   recommended_action: Set resources.limits.memory.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.memory_limit

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some c in k8s.container
	not c.resources.limits.memory
	res := result.new(sprintf("%s: container %s has no memory limit", [k8s.who, c.name]), c)
}
