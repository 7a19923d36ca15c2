# METADATA
# title: Pull requests run on a machine of your own
# description: In a public repository anyone can send a pull request, and its code then runs on that machine and stays there.
# custom:
#   id: SKG006
#   severity: HIGH
#   attack: The code of a pull request waits on the machine for the next job, with its secrets.
#   principle: isolation
#   controls: [owasp-cicd-7]
#   recommended_action: Use hosted runners for pull requests, or runners that live for one job.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.self_hosted

import rego.v1

import data.lib.github

own(job) if job["runs-on"] == "self-hosted"

own(job) if "self-hosted" in job["runs-on"]

own(job) if "self-hosted" in job["runs-on"].labels

own(job) if job["runs-on"].labels == "self-hosted"

deny contains res if {
	count(github.triggers & {"pull_request", "pull_request_target", "issue_comment"}) > 0
	some name, job in input.jobs
	own(job)
	res := result.new(sprintf("job %s runs on a self-hosted runner for pull requests", [name]), job)
}
