# METADATA
# title: The kubelet does not keep its firewall rules
# description: Without makeIPTablesUtilChains the rules that the kubelet relies on may be missing or wrong after a change by others.
# custom:
#   id: SKK137
#   severity: LOW
#   attack: Traffic that the rules drop passes.
#   principle: defence in depth
#   controls: [cis-kubernetes-4.2.6, cis-eks-3.2.6]
#   recommended_action: Set makeIPTablesUtilChains to true, or leave it out.
#   kinds: [KubeletConfiguration]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.kubelet_iptables

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "KubeletConfiguration"
	input.makeIPTablesUtilChains == false
	res := k8s.set(result.new("the kubelet does not keep its firewall rules", input.makeIPTablesUtilChains), input, ["makeIPTablesUtilChains"], true)
}
