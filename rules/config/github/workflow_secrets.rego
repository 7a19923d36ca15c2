# METADATA
# title: A secret is in the environment of every job
# description: env at the top of the workflow gives the secret to each step of each job, also to actions of other people.
# custom:
#   id: SKG009
#   severity: MEDIUM
#   attack: An action that was taken over prints its environment.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: Set it in the env of the step that needs it.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.workflow_secrets

import rego.v1

deny contains res if {
	some name, value in input.env
	regex.match(`\$\{\{[^}]*secrets\.`, value)
	not regex.match(`secrets\.[A-Z_]+\s*[!=]=`, value)
	res := result.new(sprintf("%s is in the environment of all jobs", [name]), value)
}
