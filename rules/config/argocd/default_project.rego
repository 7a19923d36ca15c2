# METADATA
# title: An application of the default project
# description: The default project allows every repository, cluster and kind of object.
# custom:
#   id: SKA004
#   severity: MEDIUM
#   attack: Who may edit the application deploys anything anywhere.
#   principle: least privilege
#   recommended_action: Put the application into a project with limits.
#   kinds: [Application, ApplicationSet]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.default_project

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in argocd.app_specs
	object.get(spec, "project", "default") in {"default", ""}
	res := result.new(sprintf("%s is in the default project", [k8s.who]), object.get(spec, "project", spec))
}
