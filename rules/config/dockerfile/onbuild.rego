# METADATA
# title: ONBUILD runs in other people's builds
# description: Its instructions are run in the build of every image on top, where nobody sees them.
# custom:
#   id: SKD053
#   severity: LOW
#   attack: A command in a base image runs with the secrets of other teams' builds.
#   principle: least surprise
#   controls: []
#   recommended_action: Give a template of a Dockerfile instead.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.onbuild

import rego.v1

import data.lib.docker

deny contains res if {
	some cmd in docker.of("onbuild")
	docker.in_image(cmd)
	res := result.new("ONBUILD in an image", cmd)
}
