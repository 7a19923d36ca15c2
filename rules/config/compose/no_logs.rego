# METADATA
# title: The service writes no logs
# description: With the driver none, what happened in it cannot be seen afterwards.
# custom:
#   id: SKC019
#   severity: LOW
#   attack: An intruder leaves no trace.
#   principle: traceability
#   controls: []
#   recommended_action: Leave logging.driver out, or name another one.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.no_logs

import rego.v1

import data.lib.compose
import data.lib.edit

deny contains res if {
	some name, s in compose.service
	s.logging.driver == "none"
	res := edit.remove(result.new(sprintf("service %s: logging none", [name]), s.logging), s, ["logging"])
}
