# METADATA
# title: The secrets of an EKS cluster have no key of their own
# description: Without secretsEncryption secrets in etcd are protected by the disk's encryption alone, not by a KMS key whose use you can see and stop.
# custom:
#   id: SKK127
#   severity: LOW
#   attack: Whoever reads etcd or a copy of it reads the secrets.
#   principle: encryption
#   controls: [cis-eks-5.3.1, nsa-4.1]
#   recommended_action: Set secretsEncryption.keyARN.
#   kinds: [ClusterConfig]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.eks_secrets

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterConfig"
	startswith(input.apiVersion, "eksctl.io/")
	not input.secretsEncryption.keyARN
	res := result.new(sprintf("%s does not encrypt secrets with a key of its own", [k8s.who]), input.metadata)
}
