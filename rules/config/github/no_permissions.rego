# METADATA
# title: The workflow does not say what its token may do
# description: Then the setting of the repository counts, which may be everything.
# custom:
#   id: SKG005
#   severity: LOW
#   recommended_action: Set permissions at the top of the workflow or in each job.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.no_permissions

import rego.v1

deny contains res if {
	not has_permissions
	some name, job in input.jobs
	not job.permissions
	res := result.new(sprintf("job %s runs with the permissions of the repository settings", [name]), job)
}

has_permissions if _ = input.permissions
