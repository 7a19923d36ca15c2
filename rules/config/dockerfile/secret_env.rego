# METADATA
# title: A secret in ENV or ARG
# description: ENV and ARG stay in the image and its history; whoever can pull the image can read them.
# custom:
#   id: SKD005
#   severity: CRITICAL
#   recommended_action: Use RUN --mount=type=secret at the build, and the orchestrator secrets at run time.
#   input:
#     selector:
#       - type: dockerfile
package sekisho.dockerfile.secret_env

import rego.v1

import data.lib.docker

name := `(?i)(^|_)(password|passwd|secret|token|api_?key|access_?key|private_?key|credentials?)$`

harmless := `^["']?(\$.*|changeme|/.*)?["']?$`

deny contains res if {
	some cmd in docker.instruction
	cmd.Cmd in {"env", "arg"}
	some value in cmd.Value
	parts := split(value, "=")
	count(parts) > 1
	regex.match(name, parts[0])
	not regex.match(harmless, concat("=", array.slice(parts, 1, count(parts))))
	res := result.new(sprintf("%s has a value in the image", [parts[0]]), cmd)
}
