# METADATA
# title: A device of the instance is given to the container
# description: What the device holds or controls is then in the hands of the container.
# custom:
#   id: SKE019
#   severity: MEDIUM
#   attack: Code in the container reads the disk of the instance, or drives its hardware.
#   principle: isolation
#   controls: [cis-docker-5.18]
#   recommended_action: Leave devices out; use resourceRequirements for GPUs.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.devices

import rego.v1

import data.lib.ecs

deny contains res if {
	some c in ecs.container
	some d in c.linuxParameters.devices
	not d.hostPath in {"/dev/fuse", "/dev/net/tun", "/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"}
	res := result.new(sprintf("%s: device %s", [ecs.name(c), d.hostPath]), d)
}
