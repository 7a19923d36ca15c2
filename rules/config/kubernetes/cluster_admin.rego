# METADATA
# title: Bound to cluster-admin
# description: cluster-admin may do everything in every namespace.
# custom:
#   id: SKK015
#   severity: CRITICAL
#   attack: Whoever gets the token of this account, or logs in as this user, has the cluster.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.1, cis-eks-4.1.1, nsa-4.2]
#   recommended_action: Bind a role with what is needed, in the namespace where it is needed.
#   kinds: [ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.cluster_admin

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "ClusterRoleBinding"
	input.roleRef.name == "cluster-admin"
	some s in k8s.subjects
	s.name != "system:masters"
	res := result.new(sprintf("%s gives cluster-admin to %v %v", [k8s.who, s.kind, s.name]), input.roleRef)
}
