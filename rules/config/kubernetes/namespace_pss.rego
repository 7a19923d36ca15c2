# METADATA
# title: A namespace without Pod Security
# description: Without the label pod-security.kubernetes.io/enforce anyone who may create pods there may create privileged ones.
# custom:
#   id: SKK113
#   severity: MEDIUM
#   attack: Who may deploy into the namespace starts a pod that takes the node.
#   principle: policy
#   controls: [cis-kubernetes-5.2.1, nsa-1.2]
#   recommended_action: Label it pod-security.kubernetes.io/enforce restricted, or baseline; set warn and audit to restricted first to see what would break.
#   kinds: [Namespace]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.namespace_pss

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Namespace"
	not startswith(input.metadata.name, "kube-")
	not k8s.labels["pod-security.kubernetes.io/enforce"]
	res := result.new(sprintf("%s enforces no Pod Security Standard", [k8s.who]), input.metadata)
}
