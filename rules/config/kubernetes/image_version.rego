# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a restart may run another image than the one that was tested.
# custom:
#   id: SKK009
#   severity: MEDIUM
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.image_version

import rego.v1

import data.lib.kubernetes as k8s

floating(image) if {
	not contains(image, "@sha256:")
	parts := split(image, "/")
	not contains(parts[count(parts) - 1], ":")
}

floating(image) if endswith(image, ":latest")

deny contains res if {
	some c in k8s.container
	floating(c.image)
	res := result.new(sprintf("%s: image %s has no version", [k8s.who, c.image]), c)
}
