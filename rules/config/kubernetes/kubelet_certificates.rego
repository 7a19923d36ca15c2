# METADATA
# title: The kubelet does not renew its certificate
# description: A certificate that is not renewed must live long, and the node drops out when it ends.
# custom:
#   id: SKK138
#   severity: LOW
#   attack: A copied key of a node works for as long as the certificate lives.
#   principle: short-lived credentials
#   controls: [cis-kubernetes-4.2.10, cis-eks-3.2.8, nsa-3.3]
#   recommended_action: Set rotateCertificates to true.
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_certificates

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.rotateCertificates == false
	res := k8s.set(result.new("the kubelet does not renew its certificate", input.rotateCertificates), input, ["rotateCertificates"], true)
}
