# METADATA
# title: Volumes of a kind that the restricted standard does not allow
# description: Volumes that name a file server or a device in the pod let the author of the pod reach any such server, with the node's network and rights.
# custom:
#   id: SKK038
#   severity: LOW
#   attack: Who may write the pod mounts another team's export.
#   principle: isolation
#   controls: [pss-restricted]
#   recommended_action: Let a persistent volume (CSI) hold the address and claim it.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.volume_types

import rego.v1

import data.lib.kubernetes as k8s

allowed := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret", "hostPath", "gitRepo", "name"}

deny contains res if {
	some x in k8s.volumes
	some type, _ in x.v
	not allowed[type]
	res := result.new(sprintf("%s has a volume of the kind %s", [k8s.who, type]), x.v)
}
