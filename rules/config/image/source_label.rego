# METADATA
# title: No label leads to the source
# description: Nothing says from which repository and commit the image is (org.opencontainers.image.source and revision).
# custom:
#   id: SKM022
#   severity: LOW
#   attack: When a hole is found in production, nobody knows where to repair it.
#   principle: traceability
#   controls: []
#   recommended_action: Set both labels in the pipeline that builds the image.
#   input:
#     selector:
#       - type: image
package sekisho.image.source_label

import rego.v1

import data.lib.image

deny contains res if {
	missing := [name | some name, others in wanted; not has(others)]
	count(missing) > 0
	res := result.new(sprintf("no label for the %s", [concat(" and the ", sort(missing))]), input.config)
}

wanted := {
	"source": ["org.opencontainers.image.source", "org.opencontainers.image.url", "org.label-schema.vcs-url"],
	"revision": ["org.opencontainers.image.revision", "org.label-schema.vcs-ref"],
}

has(names) if {
	some name in names
	image.label(name) != ""
}
