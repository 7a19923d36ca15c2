# METADATA
# title: A Windows container that is a process of the node
# description: hostProcess runs the container's program on the Windows node itself, with the rights of a service.
# custom:
#   id: SKK035
#   severity: HIGH
#   attack: Code in the container is code on the node.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.11, pss-baseline]
#   recommended_action: Leave hostProcess out; only drivers and agents of the node need it.
#   fix_may_break: an agent that manages the node fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_process

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	x.c.securityContext.windowsOptions.hostProcess == true
	res := k8s.set(result.new(sprintf("%s is a process of the node", [k8s.at(x)]), x.c.securityContext.windowsOptions), x.c.securityContext, ["windowsOptions", "hostProcess"], false)
}

deny contains res if {
	some p in k8s.pods
	p.spec.securityContext.windowsOptions.hostProcess == true
	res := k8s.set(result.new(sprintf("%s runs processes of the node", [k8s.who]), p.spec.securityContext.windowsOptions), p.spec.securityContext, ["windowsOptions", "hostProcess"], false)
}
