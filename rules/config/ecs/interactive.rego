# METADATA
# title: A container waits for keys
# description: interactive and pseudoTerminal are for people; a service has nobody at its terminal.
# custom:
#   id: SKE024
#   severity: LOW
#   attack: A shell that waits is a shell that can be used.
#   principle: smallest attack surface
#   controls: []
#   recommended_action: Leave both out; use ECS Exec when a shell is needed.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.interactive

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	some c in ecs.container
	some field in ["interactive", "pseudoTerminal"]
	c[field] == true
	res := edit.remove(result.new(sprintf("%s: %s", [ecs.name(c), field]), c[field]), c, [field])
}
