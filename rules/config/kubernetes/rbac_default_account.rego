# METADATA
# title: A default service account gets rights
# description: Every pod of the namespace that names no account has these rights.
# custom:
#   id: SKK085
#   severity: MEDIUM
#   attack: Any program of the namespace that is taken over has rights that were meant for one.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.5, cis-eks-4.1.5, nsa-4.2]
#   recommended_action: Make an account for the program and bind that.
#   kinds: [ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_default_account

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some s in k8s.subjects
	s.kind == "ServiceAccount"
	s.name == "default"
	res := result.new(sprintf("%s gives %v to the default account of %v", [k8s.who, input.roleRef.name, object.get(s, "namespace", "its namespace")]), s)
}
