# METADATA
# title: Streams of the kubelet never end
# description: streamingConnectionIdleTimeout 0 leaves shells and port forwards open for ever.
# custom:
#   id: SKK136
#   severity: LOW
#   attack: A session that someone forgot, or that was taken over, stays open.
#   principle: availability
#   controls: [cis-kubernetes-4.2.5, cis-eks-3.2.5]
#   recommended_action: Set it to 4h, or leave it out.
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_streams

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.streamingConnectionIdleTimeout in {0, "0", "0s", "0m", "0h"}
	res := k8s.set(result.new("streams of the kubelet never end", input.streamingConnectionIdleTimeout), input, ["streamingConnectionIdleTimeout"], "4h")
}
