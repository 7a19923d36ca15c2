# METADATA
# title: NET_RAW is added
# description: With raw sockets a process can send packets with any address.
# custom:
#   id: SKK026
#   severity: MEDIUM
#   attack: Code in the container answers for other pods (ARP or DNS spoofing) and reads their traffic.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.8, nsa-1.2, pss-baseline]
#   recommended_action: Leave NET_RAW out; ping works without it on current kernels (net.ipv4.ping_group_range).
#   fix_may_break: a program that uses the capability fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.net_raw

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.capabilities

deny contains res if {
	some x in k8s.containers
	not k8s.is_privileged(x.c)
	some i, name in x.c.securityContext.capabilities.add
	capabilities.plain(name) == "NET_RAW"
	res := k8s.remove(
		result.new(sprintf("%s adds %s", [k8s.at(x), name]), name),
		x.c.securityContext.capabilities, ["add", i],
	)
}
