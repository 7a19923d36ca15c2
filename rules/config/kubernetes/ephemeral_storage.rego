# METADATA
# title: No limit on the disk of the node
# description: What a container writes to its own file system and its logs lies on the disk of the node; without a limit one container fills it.
# custom:
#   id: SKK048
#   severity: LOW
#   attack: Requests that make the program write fill the node, and its pods are evicted.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set resources.limits.ephemeral-storage, or a read only root file system.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ephemeral_storage

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.linux
	x.field == "containers"
	not k8s.has_path(x.c, ["resources", "limits", "ephemeral-storage"])
	object.get(x.c, ["securityContext", "readOnlyRootFilesystem"], false) != true
	k8s.has_path(x.c, ["resources", "limits"])
	res := result.new(sprintf("%s limits memory or cpu, but not the disk", [k8s.at(x)]), x.c.resources)
}
