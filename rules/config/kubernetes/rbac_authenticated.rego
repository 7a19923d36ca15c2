# METADATA
# title: Rights for everyone with a login
# description: system:authenticated is every account, user and node; what it may, any pod with a token may.
# custom:
#   id: SKK087
#   severity: HIGH
#   attack: Any program with a token, or any user of the cloud account that the cluster lets in, uses the role.
#   principle: least privilege
#   controls: [nsa-4.2]
#   recommended_action: Bind the group that needs it.
#   kinds: [ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_authenticated

import rego.v1

import data.lib.kubernetes as k8s

own := {"system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery"}

deny contains res if {
	some s in k8s.subjects
	s.name in {"system:authenticated", "system:serviceaccounts"}
	not own[input.roleRef.name]
	res := result.new(sprintf("%s gives %v to %s", [k8s.who, input.roleRef.name, s.name]), s)
}
