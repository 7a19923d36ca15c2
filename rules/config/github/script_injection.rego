# METADATA
# title: Text from outside goes into a script
# description: What stands in an issue, a title or a branch name is put into the script before the shell reads it; anyone can run commands so.
# custom:
#   id: SKG002
#   severity: HIGH
#   recommended_action: Put it into env and use the variable in the script, quoted.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.script_injection

import rego.v1

steps contains s if some s in input.jobs[_].steps

steps contains s if some s in input.runs.steps

outside := `\$\{\{[^}]*(github\.event\.(issue|pull_request|comment|review|review_comment|discussion|head_commit|commits|pages)[^}]*\.(title|body|ref|label|message|email|name|page_name|default_branch)|github\.head_ref)[^}]*\}\}`

deny contains res if {
	some s in steps
	regex.match(outside, s.run)
	res := result.new("the script holds text that anyone may write", s)
}
