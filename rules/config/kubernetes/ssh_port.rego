# METADATA
# title: A container listens for SSH
# description: SSH in a container is a second way in with keys and users of its own, past the audit log of the cluster.
# custom:
#   id: SKK059
#   severity: LOW
#   attack: A key or password that was copied into the image opens the pod.
#   principle: smaller attack surface
#   recommended_action: Use kubectl exec or an ephemeral container, which the API server checks and logs.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.ssh_port

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	some port in x.c.ports
	port.containerPort == 22
	res := result.new(sprintf("%s listens on port 22", [k8s.at(x)]), port)
}
