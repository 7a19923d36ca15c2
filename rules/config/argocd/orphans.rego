# METADATA
# title: A project does not look for what nobody declared
# description: Without orphanedResources nobody sees objects in the project's namespaces that no application brings.
# custom:
#   id: SKA013
#   severity: LOW
#   attack: A pod that an attacker started by hand stays unnoticed.
#   principle: detection
#   recommended_action: Set orphanedResources.warn to true.
#   kinds: [AppProject]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.orphans

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	argocd.project
	count(object.get(input.spec, "destinations", [])) > 0
	not k8s.has_key(input.spec, "orphanedResources")
	res := k8s.set(result.new(sprintf("%s does not look for orphaned objects", [k8s.who]), input.spec), input, ["spec", "orphanedResources"], {"warn": true})
}
