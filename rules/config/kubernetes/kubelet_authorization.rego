# METADATA
# title: The kubelet allows everything
# description: With AlwaysAllow whoever has any login may run commands in every pod of the node.
# custom:
#   id: SKK134
#   severity: HIGH
#   attack: A service account's token from one pod runs commands in the others.
#   principle: least privilege
#   controls: [cis-kubernetes-4.2.2, cis-eks-3.2.2, nsa-3.3]
#   recommended_action: Set authorization.mode to Webhook.
#   fix_may_break: who asks the kubelet without a login is turned away
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_authorization

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.authorization.mode == "AlwaysAllow"
	res := k8s.set(result.new("the kubelet allows every request", input.authorization.mode), input, ["authorization", "mode"], "Webhook")
}
