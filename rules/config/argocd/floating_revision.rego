# METADATA
# title: An application follows a moving revision
# description: HEAD or a branch deploys what was pushed last; nobody can say from the manifest what runs.
# custom:
#   id: SKA003
#   severity: LOW
#   attack: A push to the branch is a deployment, without another pair of eyes.
#   principle: reproducibility
#   recommended_action: Set targetRevision to a tag or a commit; where a branch is wanted, protect it and require signed commits.
#   kinds: [Application]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.argocd.floating_revision

import rego.v1

import data.lib.argocd

import data.lib.kubernetes as k8s

floating(s) if not s.targetRevision

floating(s) if s.targetRevision in {"", "HEAD", "main", "master", "develop", "*"}

deny contains res if {
	some s in argocd.sources
	floating(s)
	res := result.new(sprintf("%s follows %v", [k8s.who, object.get(s, "targetRevision", "HEAD")]), s)
}
