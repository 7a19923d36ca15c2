# METADATA
# title: Two stages have the same name
# description: COPY --from takes the last one before it, which is not what a reader sees first.
# custom:
#   id: SKD051
#   severity: LOW
#   attack: What was reviewed is not what is in the image.
#   principle: least surprise
#   controls: []
#   recommended_action: Give each stage a name of its own.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.stage_twice

import rego.v1

import data.lib.docker

deny contains res if {
	some i, name in docker.aliases
	some j, other in docker.aliases
	i < j
	name == other
	res := result.new(sprintf("stage %s is there already", [name]), input.Stages[j].Commands[0])
}
