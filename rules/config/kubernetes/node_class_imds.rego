# METADATA
# title: Karpenter's nodes let pods ask the metadata service
# description: With httpTokens optional one simple request is enough; with a hop limit above 1 pods reach the service and the node's role.
# custom:
#   id: SKK132
#   severity: MEDIUM
#   attack: A request that a web program was tricked into sending returns the credentials of the node.
#   principle: least privilege
#   controls: [nsa-2.3]
#   recommended_action: Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1.
#   fix_may_break: pods that use the role of the node fail
#   kinds: [AWSNodeTemplate, EC2NodeClass]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.node_class_imds

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"EC2NodeClass", "AWSNodeTemplate"}
	o := input.spec.metadataOptions
	o.httpTokens == "optional"
	res := k8s.set(result.new(sprintf("%s does not require IMDSv2", [k8s.who]), o.httpTokens), o, ["httpTokens"], "required")
}

deny contains res if {
	input.kind in {"EC2NodeClass", "AWSNodeTemplate"}
	o := input.spec.metadataOptions
	o.httpPutResponseHopLimit > 1
	res := k8s.set(result.new(sprintf("%s lets pods reach the metadata service", [k8s.who]), o.httpPutResponseHopLimit), o, ["httpPutResponseHopLimit"], 1)
}
