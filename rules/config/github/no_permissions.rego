# METADATA
# title: The workflow does not say what its token may do
# description: Then the setting of the repository counts, which may be everything.
# custom:
#   id: SKG005
#   severity: LOW
#   attack: An action that was taken over pushes to the main branch.
#   principle: least privilege
#   controls: [owasp-cicd-5]
#   recommended_action: "Set permissions at the top of the workflow (contents: read) and more in the jobs that need it."
#   fix_may_break: jobs that write with the token need permissions of their own
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.no_permissions

import rego.v1

import data.lib.edit
import data.lib.github

deny contains res if {
	not has_permissions(input)
	github.triggers != {"workflow_call"} # the caller's permissions count
	open := [name | some name, job in input.jobs; not has_permissions(job)]
	count(open) > 0
	res := fixed(result.new(sprintf("no permissions for job %s", [concat(", ", sort(open))]), input.jobs[sort(open)[0]]))
}

has_permissions(x) if _ = x.permissions

# Not where a job may need more: then it would fail.
fixed(res) := edit.set(res, input, ["permissions"], {"contents": "read"}) if not needs_more

fixed(res) := res if needs_more

needs_more if regex.match(`(?i)GITHUB_TOKEN|github\.token|git\s+push|\bgh\s|release|deploy|publish|create-|label|stale|codeql|sarif|pages|backport|merge`, json.marshal(input.jobs))

needs_more if {
	some job in input.jobs
	job.uses
}
