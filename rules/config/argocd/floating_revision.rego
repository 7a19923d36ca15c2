# METADATA
# title: An application follows a moving revision
# description: HEAD or a branch deploys what was pushed last; nobody can say from the manifest what runs.
# custom:
#   id: SKA003
#   severity: LOW
#   recommended_action: Set targetRevision to a tag or a commit.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.floating_revision

import rego.v1

import data.lib.kubernetes as k8s

sources contains s if s := input.spec.source

sources contains s if some s in input.spec.sources

floating(s) if not s.targetRevision

floating(s) if s.targetRevision in {"", "HEAD", "main", "master", "*"}

deny contains res if {
	input.kind == "Application"
	startswith(input.apiVersion, "argoproj.io/")
	some s in sources
	floating(s)
	res := result.new(sprintf("%s follows %s", [k8s.who, object.get(s, "targetRevision", "HEAD")]), s)
}
