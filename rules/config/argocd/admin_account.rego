# METADATA
# title: Argo CD's admin account is on
# description: The account admin has a password that people share, no second factor, and every right.
# custom:
#   id: SKA016
#   severity: LOW
#   attack: A password from a chat or the first Secret opens every cluster.
#   principle: authentication
#   recommended_action: Set up SSO (dex.config or oidc.config) and set admin.enabled to "false".
#   fix_may_break: nobody can log in as admin any more
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.admin_account

import rego.v1

import data.lib.kubernetes as k8s

sso if k8s.setting("argocd-cm", "oidc.config")

sso if k8s.setting("argocd-cm", "dex.config")

# With SSO it is not needed.
deny contains res if {
	sso
	object.get(input.data, "admin.enabled", "true") in {"true", true}
	res := k8s.set(result.new(sprintf("%s leaves the admin account on", [k8s.who]), input.data), input, ["data", "admin.enabled"], "false")
}

deny contains res if {
	not sso
	value := k8s.setting("argocd-cm", "admin.enabled")
	value in {"true", true}
	res := result.new(sprintf("%s turns the admin account on", [k8s.who]), value)
}
