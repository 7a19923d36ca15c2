# METADATA
# title: The service is on the default bridge
# description: On Docker's default bridge every container reaches every other, without names and without a network of their own.
# custom:
#   id: SKC023
#   severity: LOW
#   attack: A service that was taken over scans the containers of other projects.
#   principle: isolation
#   controls: [cis-docker-5.30]
#   recommended_action: "Leave network_mode out: Compose makes a network for the project."
#   fix_may_break: services that reach it by the default bridge no longer do
#   input:
#     selector:
#       - type: compose
package sekisho.compose.default_bridge

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	s.network_mode == "bridge"
	res := edit.remove(result.new(sprintf("service %s: network_mode bridge", [name]), s.network_mode), s, ["network_mode"])
}
