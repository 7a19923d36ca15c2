# METADATA
# title: A folder of the node that decides over the node is mounted
# description: The root folder, /etc, /proc, the state of the kubelet and the like hold credentials of the node and of all its pods, or decide what runs there.
# custom:
#   id: SKK020
#   severity: HIGH
#   attack: Code in the container reads the kubelet's key and the tokens of other pods, or, when it may write, adds a program that the node starts.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.12, nsa-1.2, pss-baseline]
#   recommended_action: Mount the one file or folder that is needed, read only, or use a volume that is no hostPath.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_path_sensitive

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.hostpath

deny contains res if {
	some x in k8s.volumes
	path := x.v.hostPath.path
	hostpath.sensitive(path)
	res := result.new(sprintf("%s mounts %s of the node", [k8s.who, path]), x.v)
}
