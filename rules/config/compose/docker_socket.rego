# METADATA
# title: The socket of Docker is mounted
# description: Whoever can talk to the Docker socket is root on the host, also when it is mounted read-only.
# custom:
#   id: SKC003
#   severity: HIGH
#   attack: Code in the container starts a privileged one beside it.
#   principle: isolation
#   controls: [cis-docker-5.32]
#   recommended_action: Do not mount it; use a proxy that allows single calls where there is no other way.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.docker_socket

import rego.v1

import data.lib.compose

deny contains res if {
	some name, s in compose.service
	some b in compose.binds(s)
	regex.match(`(docker|containerd|crio|podman)\.sock$|^/var/run/?$|^/run/?$`, b.source)
	res := result.new(sprintf("service %s mounts %s", [name, b.source]), b.node)
}
