# METADATA
# title: Volumes that are not asked to be encrypted
# description: The class of EBS volumes does not say encrypted; then the setting of the AWS account decides, which is off unless someone turned it on.
# custom:
#   id: SKK121
#   severity: LOW
#   attack: A copy of a snapshot is read in another account.
#   principle: encryption
#   controls: [nsa-4.1]
#   recommended_action: Set parameters.encrypted to "true" (and kmsKeyId) in a new class; classes cannot be changed.
#   kinds: [StorageClass]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.storage_encryption

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "StorageClass"
	input.provisioner in {"ebs.csi.aws.com", "kubernetes.io/aws-ebs", "ebs.csi.eks.amazonaws.com"}
	lower(sprintf("%v", [object.get(input, ["parameters", "encrypted"], "")])) != "true"
	res := result.new(sprintf("%s does not ask for encryption", [k8s.who]), object.get(input, "parameters", input.provisioner))
}
