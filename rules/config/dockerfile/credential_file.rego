# METADATA
# title: A file with credentials is copied into the image
# description: The file is in the layer for good, also when a later instruction deletes it.
# custom:
#   id: SKD009
#   severity: HIGH
#   attack: Whoever can pull the image has the credentials.
#   principle: secrets outside of artifacts
#   controls: [cis-docker-4.10]
#   recommended_action: Keep it out by .dockerignore; use RUN --mount=type=secret.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.credential_file

import rego.v1

import data.lib.docker
import data.lib.secrets

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	docker.in_image(cmd)
	not docker.has_flag(cmd, "--from=")
	some source in array.slice(cmd.Value, 0, count(cmd.Value) - 1)
	secrets.file(trim(source, `"'`))
	res := result.new(sprintf("%s is copied", [source]), cmd)
}
