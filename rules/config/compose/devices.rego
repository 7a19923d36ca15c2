# METADATA
# title: A device of the host is given to the service
# description: What the device holds or controls is then in the hands of the container.
# custom:
#   id: SKC017
#   severity: MEDIUM
#   attack: Code in the container reads the disk of the host, or drives its hardware.
#   principle: isolation
#   controls: [cis-docker-5.18]
#   recommended_action: Leave devices out; use deploy.resources.reservations.devices for GPUs.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.devices

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	some d in s.devices
	source := device(d)
	not regex.match(`^/dev/(fuse|net/tun|snd.*|dri.*|video[0-9]+|ttyUSB[0-9]+|ttyACM[0-9]+|null|zero|u?random|nvidia.*|kvm)$|^nvidia\.com/`, source)
	res := result.new(sprintf("service %s: device %s", [name, source]), s.devices)
}

device(d) := split(d, ":")[0] if is_string(d)

device(d) := d.source if is_object(d)
