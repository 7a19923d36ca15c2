# METADATA
# title: The whole workspace becomes an artifact
# description: It holds .git/config with the token of the job, and whatever else lies there.
# custom:
#   id: SKG029
#   severity: MEDIUM
#   attack: Whoever may download artifacts, in public repositories everyone, uses the token while it lives.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: Name the folder with the results; set persist-credentials false for the checkout.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.workspace_artifact

import rego.v1

import data.lib.github

deny contains res if {
	some p in github.placed
	github.uses(p.step, "actions/upload-artifact")
	some path in split(p.step["with"].path, "\n")
	regex.match(`^\s*(\.|\./|\*|\*\*|\./\*\*|\$\{\{\s*github\.workspace\s*\}\}/?|\.git/?.*)\s*$`, path)
	some s in p.job.steps
	github.is_checkout(s)
	object.get(s, ["with", "persist-credentials"], true) in {true, "true"}
	res := result.new(sprintf("%s is uploaded, with .git/config", [trim_space(path)]), p.step)
}
