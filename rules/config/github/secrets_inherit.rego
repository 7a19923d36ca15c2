# METADATA
# title: All secrets go to another workflow
# description: Inheriting hands over every secret, also those that the called workflow does not need.
# custom:
#   id: SKG007
#   severity: MEDIUM
#   attack: A workflow of another repository that was taken over reads all of them.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: Pass the secrets by name.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.secrets_inherit

import rego.v1

deny contains res if {
	some name, job in input.jobs
	job.secrets == "inherit"
	res := result.new(sprintf("job %s passes all secrets on", [name]), job.secrets)
}
