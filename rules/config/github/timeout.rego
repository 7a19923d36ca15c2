# METADATA
# title: A job may run for six hours
# description: Without timeout-minutes a job that hangs keeps its machine and its token for six hours.
# custom:
#   id: SKG023
#   severity: NEGLIGIBLE
#   attack: Code in the job has hours for what it does.
#   principle: availability
#   controls: []
#   recommended_action: Set timeout-minutes to what the job needs at most.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.timeout

import rego.v1

import data.lib.edit

deny contains res if {
	some name, job in input.jobs
	job.steps
	not has_timeout(job)
	res := edit.set(result.new(sprintf("job %s has no timeout-minutes", [name]), job), job, ["timeout-minutes"], 60)
}

has_timeout(job) if _ = job["timeout-minutes"]

has_timeout(job) if {
	every s in job.steps {
		s["timeout-minutes"]
	}
}
