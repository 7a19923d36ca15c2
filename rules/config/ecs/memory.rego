# METADATA
# title: No limit of memory
# description: Neither the task nor the container has a limit; on an instance one container can take the memory of all others.
# custom:
#   id: SKE017
#   severity: LOW
#   attack: A request that makes the program grow takes the other tasks of the instance down.
#   principle: availability
#   controls: [cis-docker-5.11]
#   recommended_action: Set memory for the task or the container (memoryReservation is no limit).
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.memory

import rego.v1

import data.lib.ecs

deny contains res if {
	not ecs.task.memory
	some c in ecs.container
	not c.memory
	res := result.new(sprintf("%s has no limit of memory", [ecs.name(c)]), c)
}
