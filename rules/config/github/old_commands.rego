# METADATA
# title: A command of the log that is switched off
# description: ::set-env, ::add-path, ::set-output and ::save-state could be written by anyone whose text is printed; they are out of use.
# custom:
#   id: SKG032
#   severity: LOW
#   attack: A text from outside that is printed sets variables of later steps.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Write to $GITHUB_ENV, $GITHUB_PATH, $GITHUB_OUTPUT and $GITHUB_STATE.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.old_commands

import rego.v1

import data.lib.github

deny contains res if {
	some s in github.step
	found := regex.find_n(`::(set-env|add-path|set-output|save-state)\b`, s.run, 1)[0]
	res := result.new(sprintf("%s is out of use", [found]), s)
}
