# METADATA
# title: Capabilities are not dropped
# description: A container starts with fourteen capabilities, of which most programs need none.
# custom:
#   id: SKE010
#   severity: LOW
#   attack: Code that runs as root in the container uses one of them.
#   principle: least privilege
#   controls: [cis-docker-5.4]
#   recommended_action: Set linuxParameters.capabilities.drop to [ALL].
#   fix_may_break: a program that changes users or owners, or binds low ports, fails
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.drop_all

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	not ecs.windows
	some c in ecs.container
	not c.privileged
	not drops(c)
	res := edit.set(result.new(sprintf("%s keeps the default capabilities", [ecs.name(c)]), c), c, ["linuxParameters", "capabilities", "drop"], ["ALL"])
}

drops(c) if {
	some cap in c.linuxParameters.capabilities.drop
	upper(cap) == "ALL"
}
