# METADATA
# title: Bound to cluster-admin
# description: cluster-admin may do everything in every namespace.
# custom:
#   id: SKK015
#   severity: CRITICAL
#   recommended_action: Bind a role with what is needed, in the namespace where it is needed.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.cluster_admin

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind in {"ClusterRoleBinding", "RoleBinding"}
	input.roleRef.name == "cluster-admin"
	some s in input.subjects
	not startswith(s.name, "system:masters")
	res := result.new(sprintf("%s gives cluster-admin to %s %s", [k8s.who, s.kind, s.name]), input.roleRef)
}
