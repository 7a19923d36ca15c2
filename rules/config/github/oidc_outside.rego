# METADATA
# title: Pull requests can ask for a cloud identity
# description: id-token write for a workflow that pull requests start, or for all its jobs, lets each of them ask for a token; the trust policy of the cloud is all that is left.
# custom:
#   id: SKG025
#   severity: MEDIUM
#   attack: Code of a branch that anyone may push takes the role that was meant for the main branch.
#   principle: least privilege
#   controls: [owasp-cicd-5]
#   recommended_action: Give id-token write to the one job that deploys, in a workflow for pushes or with an environment.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.oidc_outside

import rego.v1

import data.lib.github

deny contains res if {
	count(github.triggers & {"pull_request", "pull_request_target", "issue_comment"}) > 0
	some name, job in input.jobs
	object.get(job, ["permissions", "id-token"], "") == "write"
	not job.environment
	not regex.match(`github\.(event_name|ref|ref_name|event\.pull_request\.(merged|head\.repo))`, object.get(job, "if", ""))
	res := result.new(sprintf("job %s may ask for an identity in pull requests", [name]), job.permissions)
}

deny contains res if {
	input.permissions["id-token"] == "write"
	count(input.jobs) > 1
	res := result.new("every job may ask for an identity", input.permissions)
}

deny contains res if {
	input.permissions["id-token"] == "write"
	count(input.jobs) == 1
	count(github.triggers & {"pull_request", "pull_request_target", "issue_comment"}) > 0
	some job in input.jobs
	not job.environment
	res := result.new("pull requests may ask for an identity", input.permissions)
}
