# METADATA
# title: A namespace where pods may do everything
# description: The label pod-security.kubernetes.io/enforce privileged allows privileged pods, host namespaces and every mount.
# custom:
#   id: SKK114
#   severity: MEDIUM
#   attack: Who may deploy into the namespace starts a pod that takes the node.
#   principle: policy
#   controls: [cis-kubernetes-5.2.1, nsa-1.2]
#   recommended_action: Use baseline or restricted; keep agents that need more in a namespace of their own.
#   kinds: [Namespace]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.namespace_privileged

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Namespace"
	not startswith(input.metadata.name, "kube-")
	k8s.labels["pod-security.kubernetes.io/enforce"] == "privileged"
	res := result.new(sprintf("%s allows privileged pods", [k8s.who]), k8s.labels["pod-security.kubernetes.io/enforce"])
}
