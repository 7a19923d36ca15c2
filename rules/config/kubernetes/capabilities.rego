# METADATA
# title: Dangerous capabilities are added
# description: These capabilities let a process take over the node or the network of other pods.
# custom:
#   id: SKK006
#   severity: HIGH
#   recommended_action: Drop ALL and add only what the program needs.
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.capabilities

import rego.v1

import data.lib.kubernetes as k8s

dangerous := {"ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "NET_RAW", "DAC_READ_SEARCH", "SYS_RAWIO", "SYS_BOOT", "BPF", "PERFMON"}

deny contains res if {
	some c in k8s.container
	some name in c.securityContext.capabilities.add
	dangerous[trim_prefix(upper(name), "CAP_")]
	res := result.new(sprintf("%s: container %s adds %s", [k8s.who, c.name, name]), c.securityContext.capabilities)
}
