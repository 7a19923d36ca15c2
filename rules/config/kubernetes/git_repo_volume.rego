# METADATA
# title: A gitRepo volume
# description: The kubelet clones the repository as root on the node; its hooks run there (CVE-2024-10220). The kind is off in current versions.
# custom:
#   id: SKK039
#   severity: HIGH
#   attack: A repository with a prepared hook runs its commands on the node.
#   principle: isolation
#   controls: [pss-restricted]
#   recommended_action: Clone in an init container into an emptyDir.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.git_repo_volume

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.volumes
	x.v.gitRepo
	res := result.new(sprintf("%s has a gitRepo volume", [k8s.who]), x.v)
}
