# METADATA
# title: A folder of the node is mounted
# description: hostPath gives the container files of the node; a writable one often means root on it.
# custom:
#   id: SKK003
#   severity: HIGH
#   recommended_action: Use a persistent volume, a config map or an emptyDir.
#   controls: [pss-baseline]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.host_path

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some v in k8s.pod.volumes
	path := v.hostPath.path
	res := result.new(sprintf("%s mounts %s of the node", [k8s.who, path]), v)
}
