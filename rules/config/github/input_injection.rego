# METADATA
# title: An input of the workflow goes into a script
# description: Inputs are put into the script before the shell reads it; quotes and semicolons in them are commands.
# custom:
#   id: SKG030
#   severity: LOW
#   attack: Whoever may start the workflow, or a caller that passes a text from outside on, runs commands in it.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Put it into env and use the variable in the script, quoted.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.input_injection

import rego.v1

import data.lib.github

deny contains res if {
	some s in github.step
	some e in github.expressions(github.script(s))
	found := regex.find_all_string_submatch_n(`^\$\{\{\s*(?:github\.event\.)?inputs\.([A-Za-z0-9_-]+)`, e, 1)[0][1]
	not regex.match(github.harmless, e)
	not bounded(found)
	res := result.new(sprintf("the script holds the input %s", [found]), s)
}

# Numbers, truths and choices cannot hold a command.
bounded(name) if {
	some t in ["workflow_dispatch", "workflow_call"]
	input.on[t].inputs[name].type in {"boolean", "number", "choice", "environment"}
}
