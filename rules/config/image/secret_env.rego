# METADATA
# title: A secret is in the environment of the image
# description: Whoever can pull the image can read it, and every container has it.
# custom:
#   id: SKM002
#   severity: HIGH
#   attack: Anyone with read access to the registry, or a copy of the image, takes the secret out with docker inspect.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use RUN --mount=type=secret at the build, and the secrets of the orchestrator at run time; take the secret out of use.
#   input:
#     selector:
#       - type: image
package sekisho.image.secret_env

import rego.v1

import data.lib.image
import data.lib.secrets

deny contains res if {
	some pair in image.env
	secrets.named(pair[0])
	secrets.literal(pair[1])
	res := result.new(sprintf("%s has a value in the image", [pair[0]]), input.config)
}

deny contains res if {
	some pair in image.env
	not secrets.named(pair[0])
	secrets.url(pair[1])
	res := result.new(sprintf("%s holds a password", [pair[0]]), input.config)
}
