# METADATA
# title: A system folder of the host is mounted
# description: The container reads, or changes, what belongs to the host.
# custom:
#   id: SKC012
#   severity: HIGH
#   attack: Code in the container reads keys of the host or writes a job that root runs.
#   principle: isolation
#   controls: [cis-docker-5.6]
#   recommended_action: Use a named volume, or mount the one file that is needed, read-only.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.host_path

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	some b in compose.binds(s)
	sensitive(b)
	res := result.new(sprintf("service %s mounts %s", [name, b.source]), b.node)
}

sensitive(b) if regex.match(`^(/|/(etc|root|boot|home|var|dev)/?|/etc/(shadow|sudoers.*|ssh.*)|/root/.*|/var/lib/docker(/.*)?)$`, b.source)

sensitive(b) if {
	not b.read_only
	regex.match(`^/(proc|sys|usr|bin|sbin|lib|lib64|var/lib|var/log|etc/.*|usr/.*)/?$`, b.source)
}
