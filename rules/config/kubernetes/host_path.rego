# METADATA
# title: A folder of the node is mounted
# description: hostPath ties the pod to what lies on its node, shows it what other pods wrote there, and is forbidden by the baseline of the Pod Security Standards.
# custom:
#   id: SKK003
#   severity: MEDIUM
#   attack: Code in the container reads what the node or other pods keep in that folder.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.12, nsa-1.2, pss-baseline]
#   recommended_action: Use a persistent volume, a config map or an emptyDir.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_path

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.hostpath

deny contains res if {
	some x in k8s.volumes
	path := x.v.hostPath.path
	hostpath.other(path)
	count(hostpath.writable(x)) == 0
	res := result.new(sprintf("%s mounts %s of the node", [k8s.who, path]), x.v)
}
