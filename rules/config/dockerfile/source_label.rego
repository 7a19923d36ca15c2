# METADATA
# title: No label leads to the source
# description: The image has labels, but none says from which repository and commit it is (org.opencontainers.image.source, revision).
# custom:
#   id: SKD058
#   severity: NEGLIGIBLE
#   attack: When a hole is found in production, nobody knows where to repair it.
#   principle: traceability
#   controls: []
#   recommended_action: Add LABEL org.opencontainers.image.source, and revision by a build argument or by the pipeline.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.source_label

import rego.v1

import data.lib.docker

names := {p[0] | some cmd in docker.of("label"); docker.in_image(cmd); some p in docker.pairs(cmd)}

deny contains res if {
	some cmd in docker.of("label")
	docker.in_image(cmd)
	some name in names
	regex.match(`^(org\.opencontainers\.image|org\.label-schema)\.(title|name|description|version|created|build-date|url|vendor)`, trim(name, `"'`))
	count([n | some n in names; regex.match(`(image\.source|image\.revision|vcs-url|vcs-ref)["']?$`, n)]) == 0
	cmd.StartLine == min([l.StartLine | some l in docker.of("label"); docker.in_image(l)])
	res := result.new("labels of the image, without its source", cmd)
}
