# METADATA
# title: Dangerous capabilities are added
# description: These capabilities let a process take over the host or its network.
# custom:
#   id: SKC004
#   severity: HIGH
#   recommended_action: Drop ALL and add only what the program needs.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.capabilities

import rego.v1

dangerous := {"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_RAWIO", "BPF"}

deny contains res if {
	some name, s in input.services
	some c in s.cap_add
	dangerous[trim_prefix(upper(c), "CAP_")]
	res := result.new(sprintf("service %s adds %s", [name, c]), s)
}
