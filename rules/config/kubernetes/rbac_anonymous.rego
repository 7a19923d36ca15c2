# METADATA
# title: Rights for everyone without a login
# description: system:anonymous and system:unauthenticated are every caller that reaches the API server.
# custom:
#   id: SKK086
#   severity: CRITICAL
#   attack: Anyone who finds the address of the API server uses the role.
#   principle: authentication
#   controls: [nsa-4.2, nsa-4.3]
#   recommended_action: Remove the subject.
#   kinds: [ClusterRoleBinding, RoleBinding]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.rbac_anonymous

import rego.v1

import data.lib.kubernetes as k8s

# What Kubernetes itself gives them: the version.
deny contains res if {
	some s in k8s.subjects
	s.name in {"system:anonymous", "system:unauthenticated"}
	input.roleRef.name != "system:public-info-viewer"
	res := result.new(sprintf("%s gives %v to %s", [k8s.who, input.roleRef.name, s.name]), s)
}
