# METADATA
# title: A setting of the kernel is changed
# description: Settings outside of the network namespace count for the whole instance, and some weaken it.
# custom:
#   id: SKE026
#   severity: MEDIUM
#   attack: A limit or a protection of the kernel is off for every task.
#   principle: isolation
#   controls: []
#   recommended_action: Leave it out; change settings of the kernel in the image of the instance.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.system_controls

import rego.v1

import data.lib.ecs

deny contains res if {
	not ecs.fargate
	some c in ecs.container
	some s in c.systemControls
	not regex.match(`^(net\.|fs\.mqueue\.|kernel\.(msg|sem|shm))`, s.namespace)
	res := result.new(sprintf("%s: %s", [ecs.name(c), s.namespace]), s)
}

deny contains res if {
	some c in ecs.container
	some s in c.systemControls
	s.namespace in {"net.ipv4.ip_forward", "net.ipv4.conf.all.accept_redirects", "net.ipv4.conf.all.route_localnet"}
	s.value == "1"
	res := result.new(sprintf("%s: %s", [ecs.name(c), s.namespace]), s)
}
