# METADATA
# title: Deleting by itself in a project without limits
# description: With prune what disappears from the repository is deleted at once; in the default project that may be anything in any cluster.
# custom:
#   id: SKA006
#   severity: MEDIUM
#   attack: A wrong path, or a commit by someone else, deletes namespaces and volumes without a question.
#   principle: availability
#   recommended_action: Put the application into a project with limits, or set prune to false.
#   fix_may_break: what is gone from git is no longer deleted by itself
#   kinds: [Application]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.prune_wide

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in argocd.app_specs
	spec.syncPolicy.automated.prune == true
	object.get(spec, "project", "default") in {"default", ""}
	res := k8s.set(result.new(sprintf("%s deletes by itself, in the default project", [k8s.who]), spec.syncPolicy.automated), spec, ["syncPolicy", "automated", "prune"], false)
}
