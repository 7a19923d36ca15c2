# METADATA
# title: The image comes from a registry that is not approved
# description: Nobody looks after what comes from there. Off until data.params.registries lists the approved ones ("docker.io" for names without a registry).
# custom:
#   id: SKK145
#   severity: MEDIUM
#   attack: A program from anywhere, with anything in it, runs in the cluster.
#   principle: integrity
#   controls: [cis-eks-5.1.4, nsa-1.5]
#   recommended_action: Copy the image into an approved registry, or use its pull-through cache.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.image_unapproved

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.images

full(image) := image if images.host(image)

full(image) := concat("/", ["docker.io", image]) if {
	not images.host(image)
	contains(image, "/")
}

full(image) := concat("/", ["docker.io/library", image]) if not contains(image, "/")

covers(prefix, image) if startswith(full(image), concat("", [trim_suffix(prefix, "/"), "/"]))

approved(image) if {
	some prefix in data.params.registries
	covers(prefix, image)
}

deny contains res if {
	count(data.params.registries) > 0
	some x in k8s.containers
	x.c.image != ""
	not approved(x.c.image)
	res := result.new(sprintf("%s: image %s is not from an approved registry", [k8s.at(x), x.c.image]), x.c.image)
}
