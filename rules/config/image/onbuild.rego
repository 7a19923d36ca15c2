# METADATA
# title: The image runs commands in other people's builds
# description: ONBUILD instructions are run in the build of every image on top, where nobody sees them.
# custom:
#   id: SKM030
#   severity: LOW
#   attack: A command in a base image runs with the secrets of other teams' builds.
#   principle: least surprise
#   controls: []
#   recommended_action: Give a template of a Dockerfile instead.
#   input:
#     selector:
#       - type: image
package sekisho.image.onbuild

import rego.v1

deny contains res if {
	count(input.config.OnBuild) > 0
	res := result.new(sprintf("ONBUILD %s", [input.config.OnBuild[0]]), input.config)
}
