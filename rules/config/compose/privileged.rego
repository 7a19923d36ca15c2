# METADATA
# title: A privileged service
# description: A privileged container can do on the host what root can; it is no boundary any more.
# custom:
#   id: SKC001
#   severity: CRITICAL
#   recommended_action: Leave privileged out; add the single capability that is needed.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.privileged

import rego.v1

deny contains res if {
	some name, s in input.services
	s.privileged == true
	res := result.new(sprintf("service %s is privileged", [name]), s)
}
