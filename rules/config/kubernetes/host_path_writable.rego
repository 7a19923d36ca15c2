# METADATA
# title: A folder of the node is mounted and may be written
# description: What a container writes on the node stays there, is seen by other pods, and may be followed through links to somewhere else.
# custom:
#   id: SKK021
#   severity: HIGH
#   attack: Code in the container puts a link or a file into the folder that a program of the node, or another pod, then uses.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.12, nsa-1.2, pss-baseline]
#   recommended_action: Set readOnly to true on the mount, or use a persistent volume.
#   fix_may_break: a program that writes to the folder fails
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_path_writable

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.hostpath

deny contains res if {
	some x in k8s.volumes
	path := x.v.hostPath.path
	hostpath.other(path)
	mounts := hostpath.writable(x)
	count(mounts) > 0
	res := result.fix(
		result.new(sprintf("%s mounts %s of the node and may write there", [k8s.who, path]), x.v),
		[{"op": "set", "at": m, "path": ["readOnly"], "value": true} | some m in mounts],
	)
}
