# METADATA
# title: subPath of a folder of the node
# description: subPath follows what stands in the folder when the pod starts; with a hostPath below, links in it have led out of the volume more than once (CVE-2017-1002101, CVE-2021-25741).
# custom:
#   id: SKK065
#   severity: MEDIUM
#   attack: A pod that may write the folder puts a link there, and the next start mounts what it points to.
#   principle: isolation
#   controls: [nsa-1.2]
#   recommended_action: Mount the folder itself, read only.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.sub_path_host

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some x in k8s.volumes
	k8s.has_key(x.v, "hostPath")
	some c in k8s.of(x.pod)
	some m in c.volumeMounts
	m.name == x.v.name
	some field in ["subPath", "subPathExpr"]
	m[field] != ""
	res := result.new(sprintf("%s: container %s mounts %s %s of a folder of the node", [k8s.who, k8s.name(c), field, m[field]]), m)
}
