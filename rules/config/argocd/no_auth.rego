# METADATA
# title: Argo CD asks nobody for a login
# description: server.disable.auth turns off every check of who asks and what they may.
# custom:
#   id: SKA022
#   severity: CRITICAL
#   attack: Anyone who reaches the page deploys to every cluster.
#   principle: authentication
#   recommended_action: Set server.disable.auth to "false".
#   fix_may_break: who uses Argo CD without a login is turned away
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.no_auth

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	value := k8s.setting("argocd-cmd-params-cm", "server.disable.auth")
	value in {"true", true}
	res := k8s.set(result.new(sprintf("%s turns logins off", [k8s.who]), value), input, ["data", "server.disable.auth"], "false")
}
