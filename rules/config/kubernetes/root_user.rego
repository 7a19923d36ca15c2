# METADATA
# title: The container runs as root on purpose
# description: runAsUser 0 makes the process root in the container, whatever the image says; whoever breaks out of it is root on the node.
# custom:
#   id: SKK023
#   severity: MEDIUM
#   attack: A hole in the runtime or kernel, or a mounted folder of the node, becomes root on the node at once.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.7, nsa-1.1, pss-restricted]
#   recommended_action: Give the image a user of its own and set runAsUser to its number and runAsNonRoot to true.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.root_user

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	user := k8s.security(x, "runAsUser")
	user == 0
	not k8s.own_users(x.pod)
	res := result.new(sprintf("%s runs as root", [k8s.at(x)]), user)
}
