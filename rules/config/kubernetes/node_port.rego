# METADATA
# title: A port on every node
# description: NodePort opens the port on the address of every node, also on those that never run the program, past the load balancer's rules.
# custom:
#   id: SKK096
#   severity: LOW
#   attack: Whoever reaches any node reaches the program without the checks in front of it.
#   principle: smaller attack surface
#   controls: [nsa-2.2]
#   recommended_action: Use ClusterIP behind an Ingress or a load balancer with IP targets.
#   kinds: [Service]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.node_port

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "Service"
	input.spec.type == "NodePort"
	res := result.new(sprintf("%s opens a port on every node", [k8s.who]), input.spec.type)
}
