# METADATA
# title: A privileged container
# description: A privileged container can do on the instance what root can, and take the role of the instance.
# custom:
#   id: SKE001
#   severity: CRITICAL
#   attack: Code in the container mounts the disk of the instance or loads a module of the kernel, and then owns every task there.
#   principle: least privilege
#   controls: [aws-fsbp-ecs.4, cis-docker-5.5]
#   recommended_action: Leave privileged out; add the single capability that is needed.
#   fix_may_break: a program that needs the devices or rights of the host fails
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.privileged

import rego.v1

import data.lib.ecs
import data.lib.edit

deny contains res if {
	some c in ecs.container
	c.privileged == true
	res := edit.set(result.new(sprintf("%s is privileged", [ecs.name(c)]), c), c, ["privileged"], false)
}
