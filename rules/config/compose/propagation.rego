# METADATA
# title: Mounts of the container appear on the host
# description: With shared propagation what is mounted in the container is mounted on the host, too.
# custom:
#   id: SKC020
#   severity: MEDIUM
#   attack: Code in the container covers a folder of the host by one of its own.
#   principle: isolation
#   controls: [cis-docker-5.20]
#   recommended_action: Leave propagation out (rprivate).
#   input:
#     selector:
#       - type: compose
package sekisho.compose.propagation

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	some v in s.volumes
	shared(v)
	res := result.new(sprintf("service %s: a mount is shared", [name]), v)
}

shared(v) if v.bind.propagation in {"shared", "rshared"}

shared(v) if regex.match(`:([a-zA-Z,]*,)?r?shared(,|$)`, v)
