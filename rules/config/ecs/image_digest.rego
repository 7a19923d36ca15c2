# METADATA
# title: The image is named by a tag alone
# description: A tag can be pushed again; only a digest names one image for good.
# custom:
#   id: SKE008
#   severity: NEGLIGIBLE
#   attack: Whoever can push to the repository replaces the image under the same tag.
#   principle: reproducible builds
#   controls: []
#   recommended_action: Write the digest behind the tag, or make the tags of the repository immutable.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.image_digest

import rego.v1

import data.lib.docker
import data.lib.ecs

deny contains res if {
	some c in ecs.container
	not regex.match(`[<$}@]`, c.image)
	not docker.floating(c.image)
	res := result.new(sprintf("%s: image %s has no digest", [ecs.name(c), c.image]), c.image)
}
