# METADATA
# title: An empty repository deletes everything
# description: allowEmpty lets Argo CD sync to nothing, so an empty or wrongly rendered folder deletes all objects of the application.
# custom:
#   id: SKA007
#   severity: MEDIUM
#   attack: A broken template, or a push that empties the folder, takes the service down.
#   principle: availability
#   recommended_action: Leave allowEmpty out.
#   kinds: [Application]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.allow_empty

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in argocd.app_specs
	spec.syncPolicy.automated.allowEmpty == true
	res := k8s.set(result.new(sprintf("%s may be synced to nothing", [k8s.who]), spec.syncPolicy.automated.allowEmpty), spec, ["syncPolicy", "automated", "allowEmpty"], false)
}
