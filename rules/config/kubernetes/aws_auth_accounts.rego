# METADATA
# title: aws-auth lets whole AWS accounts in
# description: mapAccounts gives every user and role of the account a name in the cluster, and with it what everyone with a login may.
# custom:
#   id: SKK123
#   severity: MEDIUM
#   attack: Any key of that account, the weakest included, is a login to the cluster.
#   principle: least privilege
#   controls: [cis-eks-4.1.7, nsa-4.3]
#   recommended_action: Map roles one by one, or use EKS access entries.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.aws_auth_accounts

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ConfigMap"
	input.metadata.name == "aws-auth"
	count(yaml.unmarshal(input.data.mapAccounts)) > 0
	res := result.new(sprintf("%s maps whole accounts", [k8s.who]), input.data.mapAccounts)
}

deny contains res if {
	input.kind == "ConfigMap"
	input.metadata.name == "aws-auth"
	some field in ["mapRoles", "mapUsers"]
	some m in yaml.unmarshal(input.data[field])
	arn := object.get(m, "rolearn", object.get(m, "userarn", ""))
	endswith(arn, ":root")
	res := result.new(sprintf("%s maps %s", [k8s.who, arn]), input.data[field])
}
