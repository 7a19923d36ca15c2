# METADATA
# title: Dangerous capabilities are added
# description: These capabilities let a process take over the instance or its network.
# custom:
#   id: SKE009
#   severity: HIGH
#   attack: Code in the container uses the capability to leave it.
#   principle: least privilege
#   controls: [cis-docker-5.4]
#   recommended_action: Drop ALL and add only what the program needs.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.capabilities

import rego.v1

import data.lib.ecs

dangerous := {"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_RAWIO", "BPF", "SYS_BOOT", "MAC_ADMIN", "SYSLOG"}

deny contains res if {
	some c in ecs.container
	some cap in c.linuxParameters.capabilities.add
	dangerous[trim_prefix(upper(cap), "CAP_")]
	not tracing_on_fargate(cap)
	res := result.new(sprintf("%s adds %s", [ecs.name(c), cap]), c.linuxParameters.capabilities)
}

# The only one that Fargate allows, in a machine of its own.
tracing_on_fargate("SYS_PTRACE") if ecs.fargate
