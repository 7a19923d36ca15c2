# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a restart may run another image than the one that was tested.
# custom:
#   id: SKC005
#   severity: MEDIUM
#   attack: Whoever can push to the repository has code running at the next pull.
#   principle: reproducible builds
#   controls: [cis-docker-5.28]
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.image_version

import rego.v1

import data.lib.compose
import data.lib.docker

deny contains res if {
	some name, s in compose.service
	not s.build
	not contains(s.image, "$")
	docker.floating(s.image)
	res := result.new(sprintf("service %s: image %s has no version", [name, s.image]), s.image)
}
