# METADATA
# title: Package lists stay in the layer
# description: They cost space in every pull and are out of date the day after.
# custom:
#   id: SKD011
#   severity: LOW
#   attack: Everything that is not needed makes the image larger and updates slower.
#   principle: nothing superfluous
#   controls: [cis-docker-4.3]
#   recommended_action: End the same RUN with rm -rf /var/lib/apt/lists/*, or use --mount=type=cache.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.package_lists

import rego.v1

import data.lib.docker

deny contains res if {
	not docker.built
	some cmd in docker.run
	docker.in_image(cmd)
	regex.match(`\bapt(-get|itude)?\s+(-\S+\s+)*update\b`, docker.text(cmd))
	regex.match(`\bapt(-get|itude)?\s+(-\S+\s+)*(install|build-dep|upgrade|dist-upgrade)\b`, docker.text(cmd))
	not regex.match(`/var/lib/apt`, docker.text(cmd))
	not docker.has_flag(cmd, "--mount=type=cache")
	res := docker.appended(result.new("apt-get update without removing the lists", cmd), cmd, "rm -rf /var/lib/apt/lists/*")
}
