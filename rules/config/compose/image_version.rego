# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a restart may run another image than the one that was tested.
# custom:
#   id: SKC005
#   severity: MEDIUM
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.image_version

import rego.v1

floating(image) if {
	not contains(image, "@sha256:")
	not contains(image, "$")
	parts := split(image, "/")
	not contains(parts[count(parts) - 1], ":")
}

floating(image) if endswith(image, ":latest")

deny contains res if {
	some name, s in input.services
	not s.build
	floating(s.image)
	res := result.new(sprintf("service %s: image %s has no version", [name, s.image]), s)
}
