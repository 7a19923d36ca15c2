# METADATA
# title: Every job may write
# description: Write permissions at the top count for all jobs; most need them in one.
# custom:
#   id: SKG027
#   severity: LOW
#   attack: An action in a job that only tests pushes to the main branch.
#   principle: least privilege
#   controls: [owasp-cicd-5]
#   recommended_action: Keep contents read at the top and give write to the job that needs it.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.wide_permissions

import rego.v1

deny contains res if {
	count(input.jobs) > 1
	scopes := [s | some s, value in input.permissions; value == "write"; s != "id-token"]
	count(scopes) > 0
	inherits := [name | some name, job in input.jobs; not has_permissions(job)]
	count(inherits) > 1
	res := result.new(sprintf("%s: write for %d jobs", [concat(", ", sort(scopes)), count(inherits)]), input.permissions)
}

has_permissions(job) if _ = job.permissions
