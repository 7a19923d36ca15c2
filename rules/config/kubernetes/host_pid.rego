# METADATA
# title: The processes of the node are visible
# description: With hostPID a container sees, and as root may signal and trace, every process of the node.
# custom:
#   id: SKK017
#   severity: HIGH
#   attack: Code in the pod reads the environment and memory of other pods' processes through /proc, or enters the namespaces of process 1.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.3, cis-eks-4.2.2, nsa-1.2, pss-baseline]
#   recommended_action: Leave hostPID out.
#   fix_may_break: a program that looks at the processes or the memory of the host fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_pid

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some p in k8s.pods
	p.spec.hostPID == true
	res := k8s.remove(result.new(sprintf("%s sees the processes of the node", [k8s.who]), p.spec.hostPID), p.spec, ["hostPID"])
}
