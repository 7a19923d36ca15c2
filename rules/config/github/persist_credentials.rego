# METADATA
# title: The token stays in the checked-out repository
# description: actions/checkout writes the token into .git/config, where every later step and every artifact of the folder has it.
# custom:
#   id: SKG013
#   severity: LOW
#   attack: A build tool or an artifact gives the token away.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: Set persist-credentials false where nothing is pushed.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.persist_credentials

import rego.v1

import data.lib.edit
import data.lib.github

deny contains res if {
	some p in github.placed
	github.is_checkout(p.step)
	object.get(p.step, ["with", "persist-credentials"], "") == "" # true is somebody's will
	not pushes(p.job)
	res := edit.set(result.new("actions/checkout keeps the token in .git/config", p.step), p.step, ["with", "persist-credentials"], false)
}

pushes(job) if {
	some s in job.steps
	regex.match(`git\s+(-\S+\s+\S+\s+)*(push|fetch|pull|submodule|tag)\b|gh\s|release|npm\s+version|changeset`, s.run)
}

pushes(job) if {
	some s in job.steps
	regex.match(`(?i)commit|push|release|deploy|pages|create-pull-request|semantic|changeset|bump`, s.uses)
}
