# METADATA
# title: Every pod of the namespace has a role in AWS
# description: A role on the default account goes to every pod that names no account.
# custom:
#   id: SKK125
#   severity: MEDIUM
#   attack: Any program of the namespace that is taken over has the rights in AWS that were meant for one.
#   principle: least privilege
#   controls: [cis-eks-4.1.5, cis-eks-5.2.1, nsa-2.3]
#   recommended_action: Put the annotation on an account of the program's own.
#   kinds: [ServiceAccount]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.irsa_default

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ServiceAccount"
	input.metadata.name == "default"
	arn := k8s.annotations["eks.amazonaws.com/role-arn"]
	res := result.new(sprintf("%s has the role %s", [k8s.who, arn]), arn)
}
