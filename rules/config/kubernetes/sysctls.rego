# METADATA
# title: Unsafe kernel parameters are set
# description: Sysctls outside the safe list can turn off protections or touch the whole node.
# custom:
#   id: SKK034
#   severity: MEDIUM
#   attack: A pod changes how the kernel treats everyone else on the node.
#   principle: isolation
#   controls: [nsa-1.2, pss-baseline]
#   recommended_action: Leave them out, or set them on nodes of their own.
#   fix_may_break: the program then runs with the kernel's own settings
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.sysctls

import rego.v1

import data.lib.kubernetes as k8s

safe := {
	"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
	"net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
}

deny contains res if {
	some p in k8s.pods
	some i, s in p.spec.securityContext.sysctls
	not safe[s.name]
	res := k8s.remove(result.new(sprintf("%s sets %v", [k8s.who, s.name]), s), p.spec.securityContext, ["sysctls", i])
}
