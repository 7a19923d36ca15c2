# METADATA
# title: A service account with an administrator's role in AWS
# description: The name of the role says that it may do much; every pod with this account has its rights.
# custom:
#   id: SKK124
#   severity: MEDIUM
#   attack: Code in the pod takes the AWS account.
#   principle: least privilege
#   controls: [cis-eks-5.2.1, nsa-2.3]
#   recommended_action: Make a role with what the program needs; its trust policy names this namespace and account exactly (no wildcard in sub).
#   kinds: [ServiceAccount]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.irsa_admin

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ServiceAccount"
	arn := k8s.annotations["eks.amazonaws.com/role-arn"]
	regex.match(`(?i)(admin|poweruser|fullaccess|superuser|root)`, arn)
	input.metadata.name != "default"
	res := result.new(sprintf("%s has the role %s", [k8s.who, arn]), arn)
}
