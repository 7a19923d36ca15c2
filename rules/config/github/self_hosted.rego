# METADATA
# title: Pull requests run on a machine of your own
# description: In a public repository anyone can send a pull request, and its code then runs on that machine and stays there.
# custom:
#   id: SKG006
#   severity: HIGH
#   recommended_action: Use hosted runners for pull requests, or runners that live for one job.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.self_hosted

import rego.v1

from_outside if input.on in {"pull_request", "pull_request_target"}

from_outside if {
	some t in ["pull_request", "pull_request_target"]
	t in input.on
}

from_outside if {
	some t in ["pull_request", "pull_request_target"]
	_ = input.on[t]
}

own(job) if job["runs-on"] == "self-hosted"

own(job) if "self-hosted" in job["runs-on"]

deny contains res if {
	from_outside
	some name, job in input.jobs
	own(job)
	res := result.new(sprintf("job %s runs on a self-hosted runner for pull requests", [name]), job)
}
