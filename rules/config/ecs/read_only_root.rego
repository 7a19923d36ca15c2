# METADATA
# title: The root file system is writable
# description: The program and its libraries can be changed while it runs.
# custom:
#   id: SKE004
#   severity: LOW
#   attack: A process that was taken over puts programs into the container and changes its own.
#   principle: immutability
#   controls: [aws-fsbp-ecs.5, cis-docker-5.13]
#   recommended_action: Set readonlyRootFilesystem to true and mount a volume where files are written.
#   fix_may_break: a program that writes to its root file system fails
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.read_only_root

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	not ecs.windows
	some c in ecs.container
	object.get(c, "readonlyRootFilesystem", false) != true
	res := edit.set(result.new(sprintf("%s can write to its root file system", [ecs.name(c)]), c), c, ["readonlyRootFilesystem"], true)
}
