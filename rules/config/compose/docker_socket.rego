# METADATA
# title: The socket of Docker is mounted
# description: Whoever can talk to the Docker socket is root on the host.
# custom:
#   id: SKC003
#   severity: CRITICAL
#   recommended_action: Do not mount it; use a proxy that allows single calls where there is no other way.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.docker_socket

import rego.v1

source(v) := split(v, ":")[0] if is_string(v)

source(v) := v.source if is_object(v)

deny contains res if {
	some name, s in input.services
	some v in s.volumes
	regex.match(`docker\.sock$|containerd\.sock$|crio\.sock$`, source(v))
	res := result.new(sprintf("service %s mounts %s", [name, source(v)]), s)
}
