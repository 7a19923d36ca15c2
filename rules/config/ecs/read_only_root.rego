# METADATA
# title: The root file system is writable
# description: A process that was taken over can put programs into the container and change its own.
# custom:
#   id: SKE004
#   severity: LOW
#   recommended_action: Set readonlyRootFilesystem to true and mount a volume where files are written.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.read_only_root

import rego.v1

task := object.get(input, "taskDefinition", input)

deny contains res if {
	some c in task.containerDefinitions
	object.get(c, "readonlyRootFilesystem", false) != true
	res := result.new(sprintf("container %s can write to its root file system", [c.name]), c)
}
