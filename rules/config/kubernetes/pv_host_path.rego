# METADATA
# title: A persistent volume is a folder of a node
# description: A hostPath volume gives whoever claims it files of the node, past every rule on hostPath in pods.
# custom:
#   id: SKK022
#   severity: MEDIUM
#   attack: A pod that may not use hostPath claims the volume instead.
#   principle: isolation
#   controls: [cis-kubernetes-5.2.12, nsa-1.2]
#   recommended_action: Use a CSI driver (EBS, EFS) or a local volume of a disk that holds nothing else.
#   kinds: [PersistentVolume]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.pv_host_path

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	input.kind == "PersistentVolume"
	path := input.spec.hostPath.path
	res := result.new(sprintf("%s is %s of a node", [k8s.who, path]), input.spec.hostPath)
}
