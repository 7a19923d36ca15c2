# METADATA
# title: A role of Argo CD with every right
# description: A policy line with * for resource and action gives everything, in every project, under a name that hides it.
# custom:
#   id: SKA020
#   severity: MEDIUM
#   attack: A member of the group deploys to every cluster.
#   principle: least privilege
#   recommended_action: Name the resources (applications), the actions and the project.
#   kinds: [ConfigMap]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.wide_role

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	text := k8s.setting("argocd-rbac-cm", "policy.csv")
	some line in regex.find_n(`(?m)^\s*p\s*,\s*[^,\n]+,\s*\*\s*,\s*\*\s*,[^\n]*allow`, text, -1)
	res := result.new(sprintf("%s: %s", [k8s.who, trim_space(line)]), text)
}
