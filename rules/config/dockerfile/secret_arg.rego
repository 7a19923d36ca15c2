# METADATA
# title: A secret is passed as a build argument
# description: The values of build arguments that a RUN uses are in the history of the image.
# custom:
#   id: SKD019
#   severity: MEDIUM
#   attack: Anyone who can pull the image reads them with docker history.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use RUN --mount=type=secret,id=x (or with env=NAME) in place of the argument.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_arg

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.of("arg")
	docker.in_image(cmd)
	some name in docker.unset(cmd)
	secrets.named(name)
	used(name)
	res := result.new(sprintf("the build argument %s is used by RUN or ENV and stays in the history", [name]), cmd)
}

used(name) if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env"}
	docker.in_image(cmd)
	regex.match(sprintf(`\$\{?%s\b`, [name]), docker.text(cmd))
}
