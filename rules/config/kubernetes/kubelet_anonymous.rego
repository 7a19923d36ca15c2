# METADATA
# title: The kubelet answers everyone
# description: With anonymous authentication the kubelet takes requests without a login; they list pods and, with AlwaysAllow, run commands in them.
# custom:
#   id: SKK133
#   severity: CRITICAL
#   attack: Whoever reaches port 10250 of a node runs commands in its pods.
#   principle: authentication
#   controls: [cis-kubernetes-4.2.1, cis-eks-3.2.1, nsa-3.3, nsa-4.3]
#   recommended_action: Set authentication.anonymous.enabled to false.
#   fix_may_break: who asks the kubelet without a login is turned away
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_anonymous

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.authentication.anonymous.enabled == true
	res := k8s.set(result.new("the kubelet answers requests without a login", input.authentication.anonymous), input, ["authentication", "anonymous", "enabled"], false)
}
