# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a restart may run another image than the one that was tested.
# custom:
#   id: SKK009
#   severity: MEDIUM
#   attack: Whoever may push to the tag decides what the next pod runs.
#   principle: reproducibility
#   controls: [nsa-1.5]
#   recommended_action: Name a version, best with its digest.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.image_version

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.images

deny contains res if {
	some x in k8s.containers
	images.floating(x.c.image)
	res := result.new(sprintf("%s: image %s has no version", [k8s.at(x), x.c.image]), x.c.image)
}
