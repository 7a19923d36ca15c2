# METADATA
# title: Artifacts of a pull request are used with secrets
# description: Under workflow_run the artifacts of the run before may come from a fork; whoever made them decides what is in them.
# custom:
#   id: SKG014
#   severity: HIGH
#   attack: A pull request puts a program or a script into its artifact, and the privileged workflow runs it.
#   principle: separate data from code
#   controls: [owasp-cicd-4, owasp-cicd-9]
#   recommended_action: "Take them as data only: unpack into a folder of its own below runner.temp, read numbers, run nothing of it."
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.artifact_poisoning

import rego.v1

import data.lib.github

deny contains res if {
	"workflow_run" in github.triggers
	some p in github.placed
	downloads(p.step)
	not aside(p.step)
	not regex.match(`workflow_run\.event\s*==\s*'push'|head_repository\.full_name\s*==\s*github\.repository`, object.get(p.job, "if", ""))
	res := result.new("an artifact of another run is unpacked into the workspace", p.step)
}

# Without run-id the official action takes artifacts of its own run.
downloads(s) if {
	regex.match(`(?i)^[^@]*download[^@/]*artifact`, s.uses)
	not own_run(s)
}

own_run(s) if {
	github.uses(s, "actions/download-artifact")
	not s["with"]["run-id"]
}

downloads(s) if regex.match(`gh\s+run\s+download|listWorkflowRunArtifacts|downloadArtifact`, github.script(s))

aside(s) if regex.match(`runner\.temp|/tmp`, s["with"].path)

aside(s) if regex.match(`RUNNER_TEMP|runner\.temp|/tmp`, github.script(s))
