# METADATA
# title: A parameter goes into a script
# description: Parameters are put into the script before the shell reads it; quotes and semicolons in them are commands.
# custom:
#   id: SKI007
#   severity: MEDIUM
#   attack: Whoever may start the pipeline by the API, or names a branch or tag, runs commands with its secrets.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Put it into environment and use the variable in the script, quoted.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.parameter_injection

import rego.v1

import data.lib.circleci

deny contains res if {
	some s in circleci.script
	some found in regex.find_all_string_submatch_n(`<<\s*pipeline\.(parameters\.[A-Za-z0-9_-]+|git\.(branch|tag)|trigger_parameters\.[A-Za-z0-9_.-]+|event\.[A-Za-z0-9_.-]+)\s*>>`, s.text, -1)
	not bounded(found[1])
	res := result.new(sprintf("the script holds pipeline.%s", [found[1]]), s.node)
}

bounded(name) if input.parameters[trim_prefix(name, "parameters.")].type in {"boolean", "integer", "enum"}
