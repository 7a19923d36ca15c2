# METADATA
# title: The image does not name its registry
# description: A short name is looked up where the runtime of the node is set to look; another node, or a mirror, may give another image.
# custom:
#   id: SKK043
#   severity: LOW
#   attack: Someone takes the short name in a registry that is asked first.
#   principle: integrity
#   controls: [cis-eks-5.1.4, nsa-1.5]
#   recommended_action: Write the whole name with the registry, best your own (a pull-through cache or a copy).
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.image_registry

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.images

deny contains res if {
	some x in k8s.containers
	x.c.image != ""
	not images.host(x.c.image)
	not images.digest(x.c.image)
	res := result.new(sprintf("%s: image %s has no registry", [k8s.at(x), x.c.image]), x.c.image)
}
