# METADATA
# title: A database or a port for administration is open on every interface
# description: A port without an address is published on all of them, past the firewall rules of the host.
# custom:
#   id: SKC014
#   severity: MEDIUM
#   attack: Whoever reaches the host tries passwords, or needs none.
#   principle: smallest attack surface
#   controls: [cis-docker-5.14]
#   recommended_action: Publish it on 127.0.0.1, or not at all; services reach each other by name.
#   fix_may_break: others on the network no longer reach the port
#   input:
#     selector:
#       - type: compose
package sekisho.compose.open_port

import rego.v1

import data.lib.compose
import data.lib.edit

ports := {"3306", "5432", "6379", "27017", "9200", "9300", "11211", "5984", "8086", "1433", "1521", "7474", "7687", "9042", "2379", "2181", "9092", "15672", "5672", "2375", "2376", "22", "23", "3389", "5900", "9229", "5005"}

deny contains res if {
	some name, s in compose.service
	some p in s.ports
	target(p) in ports
	open(p)
	res := fixed(result.new(sprintf("service %s: port %s on all interfaces", [name, target(p)]), node(s, p)), s, p)
}

text(p) := trim_suffix(trim_suffix(sprintf("%v", [p]), "/tcp"), "/udp")

target(p) := regex.replace(text(p), `^.*:`, "") if not is_object(p)

target(p) := sprintf("%v", [p.target]) if is_object(p)

# "5432" alone gets a port by chance; "5432:5432" is open.
open(p) if {
	not is_object(p)
	regex.match(`^(0\.0\.0\.0:|\[?::\]?:)?[0-9-]+:[0-9-]+$`, text(p))
}

open(p) if {
	is_object(p)
	p.published
	object.get(p, "host_ip", "0.0.0.0") in {"0.0.0.0", "::", ""}
}

node(_, p) := p if not is_number(p)

node(s, p) := s.ports if is_number(p)

fixed(res, s, p) := result.fix(res, [{"op": "set", "at": s, "path": ["ports", i], "value": sprintf("127.0.0.1:%s", [p])}]) if {
	is_string(p)
	regex.match(`^[0-9-]+:[0-9-]+$`, p)
	i := min([k | some k, other in s.ports; other == p])
}

fixed(res, _, p) := edit.set(res, p, ["host_ip"], "127.0.0.1") if is_object(p)

fixed(res, _, p) := res if {
	not is_object(p)
	not regex.match(`^[0-9-]+:[0-9-]+$`, p)
}
