# METADATA
# title: An EKS cluster without an audit log
# description: Without the logs audit and authenticator nobody can say who did what.
# custom:
#   id: SKK128
#   severity: MEDIUM
#   attack: An attacker's requests leave no trace.
#   principle: accountability
#   controls: [cis-eks-2.1.1, nsa-5.1]
#   recommended_action: Set cloudWatch.clusterLogging.enableTypes to [audit, authenticator, api].
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_logging

import rego.v1

import data.lib.kubernetes as k8s

logged if {
	some t in input.cloudWatch.clusterLogging.enableTypes
	t in {"audit", "all", "*"}
}

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	not logged
	res := result.new(sprintf("%s writes no audit log", [k8s.who]), object.get(input, "cloudWatch", input.metadata))
}
