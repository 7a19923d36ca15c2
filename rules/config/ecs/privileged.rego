# METADATA
# title: A privileged container
# description: A privileged container can do on the instance what root can, and take the role of the instance.
# custom:
#   id: SKE001
#   severity: CRITICAL
#   recommended_action: Leave privileged out.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.privileged

import rego.v1

task := object.get(input, "taskDefinition", input)

deny contains res if {
	some c in task.containerDefinitions
	c.privileged == true
	res := result.new(sprintf("container %s is privileged", [c.name]), c)
}
