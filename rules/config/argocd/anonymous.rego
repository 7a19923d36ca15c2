# METADATA
# title: Argo CD lets everyone in without a login
# description: users.anonymous.enabled gives everyone who reaches the page the rights of the default role.
# custom:
#   id: SKA018
#   severity: HIGH
#   attack: Anyone on the network reads the manifests and settings of all clusters, or changes them.
#   principle: authentication
#   recommended_action: Set users.anonymous.enabled to "false".
#   fix_may_break: who uses Argo CD without a login is turned away
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.anonymous

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	value := k8s.setting("argocd-cm", "users.anonymous.enabled")
	value in {"true", true}
	res := k8s.set(result.new(sprintf("%s lets everyone in", [k8s.who]), value), input, ["data", "users.anonymous.enabled"], "false")
}
