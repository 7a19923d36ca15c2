# METADATA
# title: The API server of an EKS cluster is open to the internet
# description: With publicAccess and no publicAccessCIDRs everyone reaches the API server; a leaked token or a hole is enough.
# custom:
#   id: SKK126
#   severity: MEDIUM
#   attack: A token from a laptop or a log is used from anywhere.
#   principle: smaller attack surface
#   controls: [cis-eks-5.4.1, cis-eks-5.4.2, nsa-3.1]
#   recommended_action: Set clusterEndpoints.privateAccess to true, and publicAccess to false or publicAccessCIDRs to your addresses.
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_endpoint

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	object.get(input, ["vpc", "clusterEndpoints", "publicAccess"], true) == true
	cidrs := object.get(input, ["vpc", "publicAccessCIDRs"], ["0.0.0.0/0"])
	"0.0.0.0/0" in cidrs
	not input.privateCluster.enabled
	res := result.new(sprintf("%s has an API server that everyone reaches", [k8s.who]), object.get(input, "vpc", input.metadata))
}
