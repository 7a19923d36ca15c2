# METADATA
# title: A secret stands in the task definition
# description: Whoever may describe task definitions reads it, and it stays in every revision.
# custom:
#   id: SKE002
#   severity: HIGH
#   recommended_action: Use secrets with valueFrom (Secrets Manager or Parameter Store).
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.secret_in_environment

import rego.v1

task := object.get(input, "taskDefinition", input)

deny contains res if {
	some c in task.containerDefinitions
	some e in c.environment
	regex.match(`(?i)(^|_)(password|passwd|secret|token|api_?key|access_?key|private_?key)$`, e.name)
	e.value != ""
	res := result.new(sprintf("container %s: %s has its value in the definition", [c.name, e.name]), e)
}
