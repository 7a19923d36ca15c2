# METADATA
# title: Containers share the network of Docker's bridge
# description: In bridge mode containers of other tasks are neighbours, there is no security group for the task, and the metadata service of the instance answers unless it is closed.
# custom:
#   id: SKE023
#   severity: LOW
#   attack: Code in the container asks the metadata service for the role of the instance.
#   principle: isolation
#   controls: [cis-docker-5.30]
#   recommended_action: Use networkMode awsvpc and set ECS_AWSVPC_BLOCK_IMDS, or a hop limit of 1.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.bridge_metadata

import rego.v1

import data.lib.ecs

deny contains res if {
	object.get(ecs.task, "networkMode", "bridge") == "bridge"
	"EC2" in ecs.task.requiresCompatibilities
	not ecs.windows
	res := result.new("networkMode is bridge", object.get(ecs.task, "networkMode", ecs.task))
}
