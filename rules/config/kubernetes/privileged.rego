# METADATA
# title: A privileged container
# description: A privileged container can do on the node what root can; it is no boundary any more.
# custom:
#   id: SKK001
#   severity: CRITICAL
#   attack: Code in the container mounts the disk of the node or loads a kernel module, and owns every pod there.
#   principle: least privilege
#   controls: [cis-kubernetes-5.2.2, cis-eks-4.2.1, nsa-1.2, pss-baseline]
#   recommended_action: Leave privileged out; add the single capability that is needed.
#   fix_may_break: a program that needs the devices or rights of the host fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.privileged

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.containers
	k8s.is_privileged(x.c)
	res := k8s.set(
		result.new(sprintf("%s is privileged", [k8s.at(x)]), x.c.securityContext.privileged),
		x.c, ["securityContext", "privileged"], false,
	)
}
