# METADATA
# title: A name of a bot opens the door
# description: "github.actor is who started the last event, not who wrote the code: a bot that was made to touch a pull request of somebody else passes."
# custom:
#   id: SKG022
#   severity: MEDIUM
#   attack: Someone lets the bot rebase their pull request, and it is merged or built with secrets.
#   principle: authentication
#   controls: [owasp-cicd-1]
#   recommended_action: Ask for github.event.pull_request.user.login, and for the head repository.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.bot_condition

import rego.v1

import data.lib.github

deny contains res if {
	count(github.triggers & {"pull_request_target", "workflow_run", "issue_comment"}) > 0
	some c in github.conditions
	found := regex.find_n(`github\.(triggering_)?actor\s*==\s*'[^']*\[bot\]'`, c, 1)[0]
	res := result.new(found, c)
}
