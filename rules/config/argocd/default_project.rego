# METADATA
# title: An application of the default project
# description: The default project allows every repository, cluster and kind of object.
# custom:
#   id: SKA004
#   severity: MEDIUM
#   recommended_action: Put the application into a project with limits.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.default_project

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Application"
	startswith(input.apiVersion, "argoproj.io/")
	object.get(input.spec, "project", "default") in {"default", ""}
	res := result.new(sprintf("%s is in the default project", [k8s.who]), input.spec)
}
