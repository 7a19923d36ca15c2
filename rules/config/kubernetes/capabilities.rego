# METADATA
# title: Dangerous capabilities are added
# description: These capabilities let a process take over the node or the network of other pods.
# custom:
#   id: SKK006
#   severity: HIGH
#   attack: Code in the container uses the capability to mount the disk of the node, trace its processes, load code into its kernel or redirect traffic.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.9, nsa-1.2, pss-baseline]
#   recommended_action: Drop ALL and add only what the program needs.
#   fix_may_break: a program that uses the capability fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.capabilities

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.capabilities

deny contains res if {
	some x in k8s.containers
	not k8s.is_privileged(x.c)
	some i, name in x.c.securityContext.capabilities.add
	capabilities.dangerous[capabilities.plain(name)]
	res := k8s.remove(
		result.new(sprintf("%s adds %s", [k8s.at(x), name]), name),
		x.c.securityContext.capabilities, ["add", i],
	)
}
