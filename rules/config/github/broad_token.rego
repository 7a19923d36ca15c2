# METADATA
# title: The token of the workflow may write everything
# description: With write-all every step, also of other peoples actions, can change code, releases and packages.
# custom:
#   id: SKG004
#   severity: MEDIUM
#   attack: An action that was taken over pushes to the main branch.
#   principle: least privilege
#   controls: [owasp-cicd-5]
#   recommended_action: Set permissions to what the job needs, and read of contents at the top.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.broad_token

import rego.v1

deny contains res if {
	input.permissions == "write-all"
	res := result.new("permissions: write-all for all jobs", input.permissions)
}

deny contains res if {
	some name, job in input.jobs
	job.permissions == "write-all"
	res := result.new(sprintf("permissions: write-all for job %s", [name]), job.permissions)
}
