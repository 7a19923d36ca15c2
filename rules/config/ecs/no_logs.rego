# METADATA
# title: The container writes no logs
# description: What happened in it cannot be seen afterwards.
# custom:
#   id: SKE006
#   severity: LOW
#   recommended_action: Set logConfiguration, with awslogs or a log router.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.no_logs

import rego.v1

task := object.get(input, "taskDefinition", input)

deny contains res if {
	some c in task.containerDefinitions
	not c.logConfiguration.logDriver
	res := result.new(sprintf("container %s has no logConfiguration", [c.name]), c)
}
