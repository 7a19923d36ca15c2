# METADATA
# title: No process collects what programs leave behind
# description: Without an init process children that ended stay as zombies; ECS Exec and shells leave some.
# custom:
#   id: SKE016
#   severity: NEGLIGIBLE
#   attack: The table of processes is filled up from inside.
#   principle: availability
#   controls: []
#   recommended_action: Set linuxParameters.initProcessEnabled to true.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.init

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	not ecs.windows
	some c in ecs.container
	object.get(c, ["linuxParameters", "initProcessEnabled"], false) != true
	object.get(ecs.task, "pidMode", "") != "task"
	not own_init(c)
	res := edit.set(result.new(sprintf("%s has no init process", [ecs.name(c)]), c), c, ["linuxParameters", "initProcessEnabled"], true)
}

own_init(c) if regex.match(`(tini|dumb-init|s6|/init)$`, c.entryPoint[0])
