# METADATA
# title: An ordinary workload has the priority of the system
# description: system-node-critical and system-cluster-critical push other pods off the node, and protect from eviction.
# custom:
#   id: SKK062
#   severity: LOW
#   attack: A workload that was taken over and grows displaces the ones that keep the cluster alive.
#   principle: availability
#   recommended_action: Make a PriorityClass of your own below them.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.priority

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	spec.priorityClassName in {"system-node-critical", "system-cluster-critical"}
	object.get(input.metadata, "namespace", "") != "kube-system"
	input.kind != "DaemonSet"
	k8s.has_key(input.metadata, "namespace")
	res := result.new(sprintf("%s has priority %s", [k8s.who, spec.priorityClassName]), spec.priorityClassName)
}
