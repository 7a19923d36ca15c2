# METADATA
# title: The token of a log service stands in the task definition
# description: Whoever may describe task definitions reads it, and it stays in every revision.
# custom:
#   id: SKE022
#   severity: HIGH
#   attack: False logs are written, or true ones read, with the token.
#   principle: secrets outside of artifacts
#   controls: [aws-fsbp-ecs.8]
#   recommended_action: Use logConfiguration.secretOptions.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.log_secret

import rego.v1

import data.lib.ecs
import data.lib.secrets

deny contains res if {
	some c in ecs.container
	some name, value in c.logConfiguration.options
	regex.match(`(?i)(token|api_?key|password|secret(_key)?)$`, name)
	secrets.literal(value)
	res := result.new(sprintf("%s: option %s of the log driver", [ecs.name(c), name]), c.logConfiguration)
}
