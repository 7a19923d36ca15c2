# METADATA
# title: A secret stands in the file
# description: Whoever can read the repository can read it, and docker inspect shows it.
# custom:
#   id: SKC006
#   severity: HIGH
#   attack: A copy of the repository, or the right to inspect containers, is enough to have the password.
#   principle: secrets outside of artifacts
#   controls: []
#   recommended_action: Use secrets, or a variable that is set outside (PASSWORD=${PASSWORD}).
#   input:
#     selector:
#       - type: compose
package sekisho.compose.secret_in_environment

import rego.v1

import data.lib.compose
import data.lib.secrets

deny contains res if {
	some name, s in compose.service
	some p in compose.pairs(s.environment)
	secrets.named(p[0])
	secrets.literal(p[1])
	not contains(p[1], "$")
	res := result.new(sprintf("service %s: %s has its value in the file", [name, p[0]]), at(s, p[2]))
}

deny contains res if {
	some name, s in compose.service
	some p in compose.pairs(s.environment)
	not secrets.named(p[0])
	secrets.url(p[1])
	res := result.new(sprintf("service %s: %s holds a password", [name, p[0]]), at(s, p[2]))
}

at(_, node) := node if is_string(node)

at(s, node) := s if not is_string(node)
