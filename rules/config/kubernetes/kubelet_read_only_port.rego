# METADATA
# title: The kubelet's port without a login is open
# description: readOnlyPort shows names, images and environment of the pods of the node to whoever asks.
# custom:
#   id: SKK135
#   severity: MEDIUM
#   attack: A pod that was taken over learns what else runs on the node.
#   principle: smaller attack surface
#   controls: [cis-kubernetes-4.2.4, cis-eks-3.2.4, nsa-3.3]
#   recommended_action: Set readOnlyPort to 0.
#   fix_may_break: who asks the kubelet without a login is turned away
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_read_only_port

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.readOnlyPort > 0
	res := k8s.set(result.new(sprintf("the kubelet answers on port %v without a login", [input.readOnlyPort]), input.readOnlyPort), input, ["readOnlyPort"], 0)
}
