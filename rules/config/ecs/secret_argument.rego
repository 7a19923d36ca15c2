# METADATA
# title: A secret stands in the command
# description: The command is in every revision of the task definition, in the process list, and in logs.
# custom:
#   id: SKE018
#   severity: HIGH
#   attack: A role that may only read the configuration takes the password out of it.
#   principle: secrets outside of artifacts
#   controls: [aws-fsbp-ecs.8]
#   recommended_action: Use secrets with valueFrom, and let the program read the variable.
#   input:
#     selector:
#       - type: ecs-task
package sekisho.ecs.secret_argument

import rego.v1

import data.lib.ecs
import data.lib.secrets

deny contains res if {
	some c in ecs.container
	some field in ["command", "entryPoint", "healthCheck"]
	words := list(c[field])
	text := concat(" ", words)
	holds(text)
	res := result.new(sprintf("%s: %s holds a password", [ecs.name(c), field]), c[field])
}

list(v) := v if is_array(v)

list(v) := v.command if is_object(v)

holds(text) if secrets.url(text)

holds(text) if {
	found := regex.find_all_string_submatch_n(`--?(?:password|passwd|token|api-?key|secret(?:-key)?|access-token)[= ](\S{4,})`, text, -1)
	some f in found
	secrets.literal(f[1])
	not startswith(f[1], "-")
}
