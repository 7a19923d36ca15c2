# METADATA
# title: Text from outside goes into a script
# description: What stands in an issue, a title or a branch name is put into the script before the shell reads it.
# custom:
#   id: SKG002
#   severity: HIGH
#   attack: Anyone opens a pull request whose title or branch is a command, and it runs with the token of the workflow.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Put it into env and use the variable in the script, quoted.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.script_injection

import rego.v1

import data.lib.github

deny contains res if {
	some p in github.placed
	script := github.script(p.step)
	some e in github.untrusted(script)
	res := result.new(sprintf("the script holds %s", [e]), p.step)
}

# By way of a variable: ${{ env.TITLE }} is put into the script, too.
deny contains res if {
	some p in github.placed
	script := github.script(p.step)
	some name in github.untrusted_names(p)
	regex.match(sprintf(`\$\{\{\s*env\.%s\b[^}]*\}\}`, [name]), script)
	res := result.new(sprintf("the script holds ${{ env.%s }}, which is text from outside", [name]), p.step)
}
