# METADATA
# title: cluster-admin within a namespace
# description: A RoleBinding to cluster-admin allows everything in its namespace, quotas, policies and the namespace's own roles included.
# custom:
#   id: SKK071
#   severity: MEDIUM
#   attack: Whoever gets the account removes what limits the namespace and reads its secrets.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.1, cis-eks-4.1.1, nsa-4.2]
#   recommended_action: Bind edit, or a role with what is needed.
#   kinds: [RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.namespace_admin

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "RoleBinding"
	input.roleRef.name == "cluster-admin"
	res := result.new(sprintf("%s gives cluster-admin in its namespace", [k8s.who]), input.roleRef)
}
