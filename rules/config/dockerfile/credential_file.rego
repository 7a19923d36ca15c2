# METADATA
# title: A file with credentials is copied into the image
# description: The file is in the layer for good, also when a later instruction deletes it.
# custom:
#   id: SKD009
#   severity: CRITICAL
#   recommended_action: Keep it out by .dockerignore; use RUN --mount=type=secret.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.credential_file

import rego.v1

import data.lib.docker

files := `(^|/)(\.env|\.netrc|\.pgpass|\.git-credentials|\.aws/credentials|\.aws|\.ssh|\.docker/config\.json|id_rsa|id_ed25519|id_ecdsa|[^/]*\.(pem|p12|pfx|jks|keystore))/?$`

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"copy", "add"}
	count(cmd.Value) > 1
	some source in array.slice(cmd.Value, 0, count(cmd.Value) - 1)
	regex.match(files, source)
	res := result.new(sprintf("%s is copied", [source]), cmd)
}
