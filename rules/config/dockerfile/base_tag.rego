# METADATA
# title: The base image is not pinned to a version
# description: Without a tag, or with latest, every build may start from another image, and nobody can say which one runs.
# custom:
#   id: SKD002
#   severity: MEDIUM
#   recommended_action: Name a version, best with its digest (image:1.2.3@sha256:...).
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.base_tag

import rego.v1

import data.lib.docker

floating(image) if {
	not contains(image, "@sha256:")
	last := regex.split("/", image)[count(regex.split("/", image)) - 1]
	not contains(last, ":")
}

floating(image) if endswith(image, ":latest")

deny contains res if {
	some cmd in docker.instruction
	docker.is_external(cmd)
	floating(docker.image(cmd))
	res := result.new(sprintf("%s has no version", [docker.image(cmd)]), cmd)
}
