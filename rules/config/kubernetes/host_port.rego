# METADATA
# title: A port of the node is taken
# description: hostPort opens the port on the address of the node, past Services and often past NetworkPolicies.
# custom:
#   id: SKK036
#   severity: MEDIUM
#   attack: Whoever reaches the node reaches the program.
#   principle: smaller attack surface
#   controls: [cis-kubernetes-5.2.13, nsa-1.2, pss-baseline]
#   recommended_action: Leave hostPort out and use a Service.
#   fix_may_break: what connects to the port of the node no longer reaches it
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_port

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	not x.pod.hostNetwork
	some port in x.c.ports
	port.hostPort > 0
	res := k8s.remove(result.new(sprintf("%s takes port %v of the node", [k8s.at(x), port.hostPort]), port.hostPort), port, ["hostPort"])
}
