# METADATA
# title: The namespaces of the node are shared
# description: With hostNetwork, hostPID or hostIPC a container sees the traffic, the processes or the memory of everything on the node.
# custom:
#   id: SKK002
#   severity: HIGH
#   recommended_action: Leave these fields out.
#   controls: [pss-baseline]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_namespaces

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some field in ["hostNetwork", "hostPID", "hostIPC"]
	k8s.pod[field] == true
	res := result.new(sprintf("%s sets %s", [k8s.who, field]), k8s.pod)
}
