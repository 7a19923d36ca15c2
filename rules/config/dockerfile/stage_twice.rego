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
	some name, numbers in docker.stages_named
	some i in numbers
	i > min(numbers)
	res := result.new(sprintf("stage %s is there already", [name]), input.Stages[i].Commands[0])
}
