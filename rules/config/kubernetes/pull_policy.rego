# METADATA
# title: An image that is not asked for again
# description: With a moving tag and IfNotPresent each node runs what it once pulled; with Never also images that the pod has no right to.
# custom:
#   id: SKK044
#   severity: LOW
#   attack: An old image with known holes goes on running on some nodes after the fix was pushed.
#   principle: reproducibility
#   controls: [nsa-1.5]
#   recommended_action: Pin the version; until then set imagePullPolicy to Always.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.pull_policy

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.images

stale(c) if c.imagePullPolicy == "Never"

stale(c) if {
	c.imagePullPolicy == "IfNotPresent"
	images.floating(c.image)
}

deny contains res if {
	some x in k8s.containers
	stale(x.c)
	res := k8s.set(result.new(sprintf("%s pulls its image %s", [k8s.at(x), x.c.imagePullPolicy]), x.c.imagePullPolicy), x.c, ["imagePullPolicy"], "Always")
}
