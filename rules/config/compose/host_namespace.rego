# METADATA
# title: The namespaces of the host are shared
# description: The service sees the traffic, the processes or the memory of everything on the host.
# custom:
#   id: SKC002
#   severity: HIGH
#   recommended_action: Leave network_mode, pid and ipc host out; publish the ports that are needed.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.host_namespace

import rego.v1

deny contains res if {
	some name, s in input.services
	some field in ["network_mode", "pid", "ipc", "userns_mode"]
	s[field] == "host"
	res := result.new(sprintf("service %s: %s is host", [name, field]), s)
}
