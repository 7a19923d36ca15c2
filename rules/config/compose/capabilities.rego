# METADATA
# title: Dangerous capabilities are added
# description: These capabilities let a process take over the host or its network.
# custom:
#   id: SKC004
#   severity: HIGH
#   attack: Code in the container uses the capability to leave it.
#   principle: least privilege
#   controls: [cis-docker-5.4]
#   recommended_action: Drop ALL and add only what the program needs.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.capabilities

import rego.v1

import data.lib.compose

dangerous := {"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_RAWIO", "BPF", "SYS_BOOT", "MAC_ADMIN", "SYSLOG"}

deny contains res if {
	some name, s in compose.service
	some c in s.cap_add
	dangerous[trim_prefix(upper(c), "CAP_")]
	res := result.new(sprintf("service %s adds %s", [name, c]), s.cap_add)
}
