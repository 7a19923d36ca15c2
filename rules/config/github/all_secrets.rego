# METADATA
# title: Every secret is given to a step at once
# description: toJSON(secrets), or secrets with a computed name, hands over all of them, also those that are added later.
# custom:
#   id: SKG011
#   severity: HIGH
#   attack: A step or action that was taken over reads every secret of the repository.
#   principle: least privilege
#   controls: [owasp-cicd-6]
#   recommended_action: Name the secrets that are needed.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.all_secrets

import rego.v1

import data.lib.github

deny contains res if {
	some p in github.placed
	some part in [p.step, object.get(p.job, "env", {}), object.get(input, "env", {})]
	text := json.marshal(part)
	found := regex.find_n(`(?i)toJSON\(\s*secrets\s*\)|secrets\[[^'\]]*[a-z(][^\]]*\]`, text, 1)[0]
	res := result.new(sprintf("%s gives every secret away", [found]), part)
}
