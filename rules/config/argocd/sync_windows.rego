# METADATA
# title: A project without sync windows that deploys by itself everywhere
# description: A project with more than one namespace pattern and no windows changes production at any hour, also when nobody is there to see it.
# custom:
#   id: SKA015
#   severity: LOW
#   attack: A bad change at night is found by the customers.
#   principle: availability
#   recommended_action: Set syncWindows for the production namespaces.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.sync_windows

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	some d in input.spec.destinations
	contains(d.namespace, "*")
	count(object.get(input.spec, "syncWindows", [])) == 0
	res := result.new(sprintf("%s has no sync windows", [k8s.who]), input.spec)
}
