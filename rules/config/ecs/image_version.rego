# METADATA
# title: The image is not pinned to a version
# description: With latest, or without a tag, a new task may run another image than the one that was tested.
# custom:
#   id: SKE007
#   severity: MEDIUM
#   recommended_action: Name a version, best with its digest.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.image_version

import rego.v1

task := object.get(input, "taskDefinition", input)

floating(image) if {
	not contains(image, "@sha256:")
	parts := split(image, "/")
	not contains(parts[count(parts) - 1], ":")
}

floating(image) if endswith(image, ":latest")

deny contains res if {
	some c in task.containerDefinitions
	floating(c.image)
	res := result.new(sprintf("container %s: image %s has no version", [c.name, c.image]), c)
}
