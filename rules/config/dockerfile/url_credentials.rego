# METADATA
# title: A name and a password in an address
# description: The address is in the image or its history, with the password.
# custom:
#   id: SKD016
#   severity: HIGH
#   attack: Anyone who can pull the image or read the log of the build has an account at that server.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Use RUN --mount=type=secret with a .netrc or a credential helper, or --mount=type=ssh.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.url_credentials

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"run", "env", "arg", "add", "label", "cmd", "entrypoint"}
	secrets.url(docker.text(cmd))
	res := result.new("an address holds a password", cmd)
}
