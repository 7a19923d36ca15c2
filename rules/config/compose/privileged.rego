# METADATA
# title: A privileged service
# description: A privileged container can do on the host what root can; it is no boundary any more.
# custom:
#   id: SKC001
#   severity: HIGH
#   attack: Code in the container mounts the disk of the host or loads a module of the kernel.
#   principle: least privilege
#   controls: [cis-docker-5.5]
#   recommended_action: Leave privileged out; add the single capability or device that is needed.
#   fix_may_break: a program that needs the devices or rights of the host fails
#   input:
#     selector:
#       - type: compose
package sekisho.compose.privileged

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	s.privileged == true
	res := edit.set(result.new(sprintf("service %s is privileged", [name]), s.privileged), s, ["privileged"], false)
}
