# METADATA
# title: The container writes no logs
# description: What happened in it cannot be seen afterwards.
# custom:
#   id: SKE006
#   severity: LOW
#   attack: An intruder leaves no trace.
#   principle: traceability
#   controls: [aws-fsbp-ecs.9]
#   recommended_action: Set logConfiguration, with awslogs or a log router.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.no_logs

import rego.v1

import data.lib.ecs

deny contains res if {
	some c in ecs.container
	not c.firelensConfiguration
	object.get(c, ["logConfiguration", "logDriver"], "none") == "none"
	res := result.new(sprintf("%s has no logConfiguration", [ecs.name(c)]), c)
}
