# METADATA
# title: /proc is not masked
# description: procMount Unmasked shows the container the parts of /proc that runtimes hide and make read only.
# custom:
#   id: SKK033
#   severity: HIGH
#   attack: Code in the container writes to /proc/sys or reads kernel memory maps of the node.
#   principle: isolation
#   controls: [nsa-1.2, pss-baseline]
#   recommended_action: Leave procMount out.
#   fix_may_break: a program that needs what the profile forbids fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.proc_mount

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	x.c.securityContext.procMount == "Unmasked"
	not k8s.own_users(x.pod)
	res := k8s.remove(result.new(sprintf("%s sees all of /proc", [k8s.at(x)]), x.c.securityContext.procMount), x.c.securityContext, ["procMount"])
}
