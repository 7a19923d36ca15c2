# METADATA
# title: The namespaces of the host are shared
# description: The service sees the traffic, the processes or the memory of everything on the host.
# custom:
#   id: SKC002
#   severity: HIGH
#   attack: Code in the container reads other processes, or reaches what listens on localhost only.
#   principle: isolation
#   controls: [cis-docker-5.10, cis-docker-5.16, cis-docker-5.17, cis-docker-5.21, cis-docker-5.31]
#   recommended_action: Leave network_mode, pid, ipc, uts, userns_mode and cgroup host out; publish the ports that are needed.
#   fix_may_break: a program that looks at the processes or the memory of the host fails
#   input:
#     selector:
#       - type: compose
package sekisho.compose.host_namespace

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	some field in ["network_mode", "pid", "ipc", "uts", "userns_mode", "cgroup"]
	s[field] == "host"
	res := fixed(result.new(sprintf("service %s: %s is host", [name, field]), s[field]), s, field)
}

# Another network also needs ports.
fixed(res, s, field) := edit.remove(res, s, [field]) if field != "network_mode"

fixed(res, _, "network_mode") := res
