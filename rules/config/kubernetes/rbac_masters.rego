# METADATA
# title: The group system:masters is used
# description: Members of system:masters pass every check of rights, and neither a binding nor a policy can take that away again.
# custom:
#   id: SKK089
#   severity: HIGH
#   attack: A certificate with that group works until it expires, whatever is changed in the cluster.
#   principle: least privilege
#   controls: [cis-kubernetes-5.1.7, nsa-4.2]
#   recommended_action: Use a group of your own, bound to what it needs.
#   kinds: [CertificateSigningRequest, ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_masters

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some s in k8s.subjects
	s.name == "system:masters"
	input.metadata.name != "cluster-admin"
	res := result.new(sprintf("%s binds system:masters", [k8s.who]), s)
}

deny contains res if {
	input.kind == "CertificateSigningRequest"
	"system:masters" in input.spec.groups
	res := result.new(sprintf("%s asks for system:masters", [k8s.who]), input.spec.groups)
}
