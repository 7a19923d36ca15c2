# METADATA
# title: A secret stands in the task definition
# description: Whoever may describe task definitions reads it, and it stays in every revision.
# custom:
#   id: SKE002
#   severity: HIGH
#   attack: A role that may only read the configuration takes the password out of it.
#   principle: secrets outside of artifacts
#   controls: [aws-fsbp-ecs.8]
#   recommended_action: Use secrets with valueFrom (Secrets Manager or Parameter Store).
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.secret_in_environment

import rego.v1

import data.lib.ecs
import data.lib.secrets

deny contains res if {
	some c in ecs.container
	some e in c.environment
	secrets.named(e.name)
	secrets.literal(e.value)
	res := result.new(sprintf("%s: %s has its value in the definition", [ecs.name(c), e.name]), e)
}

deny contains res if {
	some c in ecs.container
	some e in c.environment
	not secrets.named(e.name)
	bare(e.value)
	res := result.new(sprintf("%s: %s holds a password", [ecs.name(c), e.name]), e)
}

bare(value) if secrets.url(value)

bare(value) if regex.match(`^(AKIA|ASIA)[A-Z0-9]{16}$`, value)

bare(value) if secrets.private_key(value)
