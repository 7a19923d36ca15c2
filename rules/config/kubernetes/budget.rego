# METADATA
# title: A disruption budget that never allows a disruption
# description: With maxUnavailable 0 or minAvailable 100% no node with such a pod can be drained, so nodes are not patched, or are killed without waiting.
# custom:
#   id: SKK120
#   severity: LOW
#   attack: Nodes stay on an old kernel or kubelet with known holes.
#   principle: availability
#   controls: [nsa-6.1]
#   recommended_action: Allow one (maxUnavailable 1) and run two replicas at least.
#   kinds: [PodDisruptionBudget]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.budget

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "PodDisruptionBudget"
	value := input.spec.maxUnavailable
	value in {0, "0", "0%"}
	res := k8s.set(result.new(sprintf("%s allows no disruption", [k8s.who]), value), input.spec, ["maxUnavailable"], 1)
}

deny contains res if {
	input.kind == "PodDisruptionBudget"
	input.spec.minAvailable == "100%"
	res := result.new(sprintf("%s allows no disruption", [k8s.who]), input.spec.minAvailable)
}
