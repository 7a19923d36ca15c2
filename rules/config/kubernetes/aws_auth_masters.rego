# METADATA
# title: aws-auth makes an AWS role cluster-admin for ever
# description: A mapping to system:masters passes every check of rights; access entries show and limit the same thing, and can be taken back.
# custom:
#   id: SKK122
#   severity: HIGH
#   attack: Whoever may assume the role in AWS has the cluster, and no policy in it holds.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.7, cis-eks-4.1.7, nsa-4.2]
#   recommended_action: Map the role to a group of your own with what it needs, or use EKS access entries.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.aws_auth_masters

import rego.v1

import data.lib.kubernetes as k8s

mapped contains [field, m] if {
	input.kind == "ConfigMap"
	input.metadata.name == "aws-auth"
	some field in ["mapRoles", "mapUsers"]
	some m in yaml.unmarshal(input.data[field])
}

deny contains res if {
	some [field, m] in mapped
	"system:masters" in m.groups
	res := result.new(sprintf("%s maps %v to system:masters", [k8s.who, object.get(m, "rolearn", object.get(m, "userarn", "?"))]), input.data[field])
}
