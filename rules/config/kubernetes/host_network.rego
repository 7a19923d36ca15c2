# METADATA
# title: The network of the node is shared
# description: With hostNetwork a container sees the traffic of the node, reaches what listens on its loopback only, and no NetworkPolicy applies to it.
# custom:
#   id: SKK002
#   severity: HIGH
#   attack: Code in the pod asks the metadata service of the cloud for the node's role (on EKS also where pods are kept from it), or reads other pods' traffic.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.5, cis-eks-4.2.4, nsa-1.2, pss-baseline]
#   recommended_action: Leave hostNetwork out; publish ports with a Service.
#   fix_may_break: the program is no longer reached at the address of the node
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_network

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some p in k8s.pods
	p.spec.hostNetwork == true
	res := k8s.remove(result.new(sprintf("%s shares the network of the node", [k8s.who]), p.spec.hostNetwork), p.spec, ["hostNetwork"])
}
