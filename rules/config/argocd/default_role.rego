# METADATA
# title: Everyone with a login is administrator of Argo CD
# description: policy.default role:admin gives every user that SSO lets in all rights in all clusters.
# custom:
#   id: SKA019
#   severity: HIGH
#   attack: Any account of the company, the weakest included, deploys to production.
#   principle: least privilege
#   recommended_action: Set policy.default to role:readonly, or to "" (nothing), and give roles by groups.
#   fix_may_break: who has no role of their own may do nothing any more
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.default_role

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	value := k8s.setting("argocd-rbac-cm", "policy.default")
	value == "role:admin"
	res := k8s.set(result.new(sprintf("%s makes everyone administrator", [k8s.who]), value), input, ["data", "policy.default"], "role:readonly")
}
