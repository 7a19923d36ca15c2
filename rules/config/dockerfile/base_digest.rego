# METADATA
# title: The base image is named by a tag alone
# description: A tag of a version can be pushed again; only a digest names one image for good.
# custom:
#   id: SKD013
#   severity: NEGLIGIBLE
#   attack: Whoever takes over the account of the publisher pushes another image under the same tag, and the next build has it.
#   principle: reproducible builds
#   controls: []
#   recommended_action: Write the digest behind the tag (image:1.2.3@sha256:...) and let a bot move both.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.base_digest

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	docker.is_external(cmd)
	image := docker.image(cmd)
	not contains(image, "@")
	not docker.floating(image)
	res := result.new(sprintf("%s has no digest", [image]), cmd)
}
