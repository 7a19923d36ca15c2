# METADATA
# title: The shared memory of the node is visible
# description: With hostIPC a container reads and writes the shared memory and message queues of everything on the node.
# custom:
#   id: SKK018
#   severity: HIGH
#   attack: Code in the pod changes data that another process keeps in shared memory.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.4, cis-eks-4.2.3, nsa-1.2, pss-baseline]
#   recommended_action: Leave hostIPC out.
#   fix_may_break: a program that looks at the processes or the memory of the host fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_ipc

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some p in k8s.pods
	p.spec.hostIPC == true
	res := k8s.remove(result.new(sprintf("%s shares the memory segments of the node", [k8s.who]), p.spec.hostIPC), p.spec, ["hostIPC"])
}
