# METADATA
# title: EXPOSE names a port that does not exist
# description: Ports are numbers from 1 to 65535.
# custom:
#   id: SKD048
#   severity: LOW
#   attack: What was reviewed is not what runs.
#   principle: least surprise
#   controls: []
#   recommended_action: Write the port that the program listens on.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.port_range

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("expose")
	some value in cmd.Value
	some port in regex.find_n(`[0-9]+`, split(value, "/")[0], 2)
	not contains(value, "$")
	outside(to_number(port))
	res := result.new(sprintf("port %s does not exist", [port]), cmd)
}

outside(n) if n > 65535

outside(0) := true
