# METADATA
# title: No memory limit
# description: One container without a limit can take the memory of all others on the node.
# custom:
#   id: SKK008
#   severity: MEDIUM
#   attack: A request that makes the program allocate takes down the other pods of the node.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set resources.limits.memory.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.memory_limit

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.whole
	x.field != "ephemeralContainers"
	not k8s.has_path(x.c, ["resources", "limits", "memory"])
	not k8s.has_path(x.pod, ["resources", "limits", "memory"])
	res := result.new(sprintf("%s has no memory limit", [k8s.at(x)]), x.c)
}
