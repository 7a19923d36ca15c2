# METADATA
# title: A secret in ENV or ARG
# description: ENV and ARG stay in the image and its history; whoever can pull the image can read them.
# custom:
#   id: SKD005
#   severity: HIGH
#   attack: Anyone with read access to the registry, or a copy of the image, takes the secret out with docker history or inspect.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use RUN --mount=type=secret at the build, and the secrets of the orchestrator at run time.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_env

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"env", "arg"}
	some pair in docker.pairs(cmd)
	secrets.named(pair[0])
	secrets.literal(pair[1])
	res := result.new(sprintf("%s has a value in the image", [pair[0]]), cmd)
}
