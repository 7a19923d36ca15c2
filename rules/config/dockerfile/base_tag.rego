# METADATA
# title: The base image is not pinned to a version
# description: Without a tag, or with latest, every build may start from another image, and nobody can say which one runs.
# custom:
#   id: SKD002
#   severity: MEDIUM
#   attack: Whoever can push to the repository of the base image, or takes it over, is in the next build.
#   principle: reproducible builds
#   controls: [cis-docker-4.2, cis-docker-5.28]
#   recommended_action: Name a version, best with its digest (image:1.2.3@sha256:...).
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.base_tag

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.instruction
	docker.is_external(cmd)
	docker.floating(docker.image(cmd))
	res := result.new(sprintf("%s has no version", [docker.image(cmd)]), cmd)
}
