# METADATA
# title: A secret is passed to the build as an argument
# description: Build arguments are in the history of the image, and this one also in the repository.
# custom:
#   id: SKC007
#   severity: HIGH
#   attack: Anyone who can pull the image reads it with docker history.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use build.secrets and RUN --mount=type=secret.
#   input:
#     selector:
#       - type: compose
package sekisho.compose.build_secret

import rego.v1

import data.lib.compose
import data.lib.secrets

deny contains res if {
	some name, s in compose.service
	some p in compose.pairs(s.build.args)
	secrets.named(p[0])
	p[1] != ""
	res := result.new(sprintf("service %s: build argument %s", [name, p[0]]), s.build.args)
}
