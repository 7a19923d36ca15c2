# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a new task may run another image than the one that was tested.
# custom:
#   id: SKE007
#   severity: MEDIUM
#   attack: Whoever can push to the repository has code running at the next start of a task.
#   principle: reproducible builds
#   controls: [cis-docker-5.28]
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.image_version

import rego.v1

import data.lib.docker
import data.lib.ecs

deny contains res if {
	some c in ecs.container
	not regex.match(`[<$}]`, c.image)
	docker.floating(c.image)
	res := result.new(sprintf("%s: image %s has no version", [ecs.name(c), c.image]), c.image)
}
