# METADATA
# title: The image is not pinned by digest
# description: A tag can be pushed again; only the digest names one content.
# custom:
#   id: SKK042
#   severity: LOW
#   attack: Whoever gets write access to the repository pushes other code under the tag that runs everywhere.
#   principle: integrity
#   controls: [nsa-1.5]
#   recommended_action: Write image:1.2.3@sha256:...; Renovate or Argo CD Image Updater keep it current.
#   kinds: [Pod]
#   input:
#     selector:
#       - type: kubernetes
package sekisho.kubernetes.image_digest

import rego.v1

import data.lib.kubernetes as k8s

import data.lib.images

# One finding a pod: all of its images are pinned by the same tool.
deny contains res if {
	some p in k8s.pods
	list := [c.image | some c in k8s.of(p.spec); c.image != ""; not images.digest(c.image); not images.floating(c.image)]
	count(list) > 0
	res := result.new(sprintf("%s: %s without a digest", [k8s.who, concat(", ", list)]), list[0])
}
