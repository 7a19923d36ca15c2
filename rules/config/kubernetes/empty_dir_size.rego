# METADATA
# title: An emptyDir without a size limit
# description: It may grow until the disk (or, with medium Memory, the memory) of the node is full, and the kubelet evicts others.
# custom:
#   id: SKK047
#   severity: LOW
#   attack: Uploads or logs fill the node.
#   principle: availability
#   controls: [nsa-3.5]
#   recommended_action: Set emptyDir.sizeLimit.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.empty_dir_size

import rego.v1

import data.lib.kubernetes as k8s

deny contains res if {
	some spec in k8s.specs
	list := [v | some v in spec.volumes; k8s.has_key(v, "emptyDir"); not k8s.has_path(v, ["emptyDir", "sizeLimit"]); not all_limited(spec)]
	count(list) > 0
	res := result.new(sprintf("%s: emptyDir without a size limit (%s)", [k8s.who, k8s.names(list)]), list[0])
}

# A limit on ephemeral storage counts emptyDirs, too.
all_limited(spec) if {
	every c in spec.containers {
		k8s.has_path(c, ["resources", "limits", "ephemeral-storage"])
	}
}
