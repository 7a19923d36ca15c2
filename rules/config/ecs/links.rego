# METADATA
# title: Containers are linked
# description: Links are a feature of old Docker; they put the environment of one container, passwords too, into another.
# custom:
#   id: SKE025
#   severity: LOW
#   attack: A container that was taken over reads the variables of its neighbour.
#   principle: isolation
#   controls: []
#   recommended_action: Use awsvpc (localhost inside of the task), Service Connect or service discovery.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.links

import rego.v1

import data.lib.ecs

deny contains res if {
	some c in ecs.container
	count(c.links) > 0
	res := result.new(sprintf("%s has links", [ecs.name(c)]), c.links)
}
