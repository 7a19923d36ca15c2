# METADATA
# title: Text from outside is written into the environment of later steps
# description: "A line break in the text starts a variable of its own: PATH, NODE_OPTIONS, LD_PRELOAD."
# custom:
#   id: SKG018
#   severity: HIGH
#   attack: Anyone writes a comment or a title with a second line, and the next step runs their code.
#   principle: separate data from code
#   controls: [owasp-cicd-4]
#   recommended_action: Do not write it there; or check it against a pattern first, and use a delimiter by chance.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.env_injection

import rego.v1

import data.lib.github

deny contains res if {
	some p in github.placed
	some name in github.untrusted_names(p)
	some line in split(p.step.run, "\n")
	regex.match(`GITHUB_(ENV|PATH)`, line)
	regex.match(sprintf(`\$\{?%s\b`, [name]), line)
	res := result.new(sprintf("$%s is written to GITHUB_ENV or GITHUB_PATH", [name]), p.step)
}
