# METADATA
# title: The pod names its node
# description: nodeName goes past the scheduler, so past taints and affinities that keep workloads apart, and the pod is lost with the node.
# custom:
#   id: SKK061
#   severity: LOW
#   attack: A workload is put beside the one that it is to spy on.
#   principle: isolation
#   recommended_action: Use nodeSelector or affinity.
#   fix_may_break: the pod may start on another node
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.node_name

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	spec.nodeName != ""
	not static_pod
	res := k8s.remove(result.new(sprintf("%s runs on node %v", [k8s.who, spec.nodeName]), spec.nodeName), spec, ["nodeName"])
}

# As the API shows a running pod.
static_pod if input.status.phase

static_pod if input.metadata.uid
