# METADATA
# title: A port below 1024 of the host
# description: Such ports belong to services of the host; 80 and 443 are meant for the outside, others rarely are.
# custom:
#   id: SKC022
#   severity: LOW
#   attack: Whoever reaches the host talks to a service that poses as one of the host.
#   principle: smallest attack surface
#   controls: [cis-docker-5.8]
#   recommended_action: Publish a port above 1023, or on 127.0.0.1.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.host_port

import rego.v1

import data.lib.compose

host(p) := to_number(n) if {
	not is_object(p)
	n := regex.find_all_string_submatch_n(`^(?:0\.0\.0\.0:|\[?::\]?:)?([0-9]+):[0-9]+(?:/(?:tcp|udp))?$`, sprintf("%v", [p]), 1)[0][1]
}

host(p) := to_number(p.published) if {
	is_object(p)
	object.get(p, "host_ip", "0.0.0.0") in {"0.0.0.0", "::", ""}
}

deny contains res if {
	some name, s in compose.service
	some p in s.ports
	n := host(p)
	n < 1024
	not n in {80, 443, 22, 23} # 22 and 23: SKC014
	res := result.new(sprintf("service %s: port %v of the host", [name, n]), s.ports)
}
