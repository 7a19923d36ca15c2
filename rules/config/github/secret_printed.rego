# METADATA
# title: A secret is printed
# description: The log hides a secret only as it is; cut, encoded or as part of JSON it is there for everyone who may read the log.
# custom:
#   id: SKG010
#   severity: MEDIUM
#   attack: Whoever may read the log, in public repositories everyone, puts the secret together.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Do not print it; give it to the program by env or stdin.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.secret_printed

import rego.v1

import data.lib.github

deny contains res if {
	some s in github.step
	some line in split(s.run, "\n")
	regex.match(`^\s*(echo|printf)\s[^|>]*\$\{\{\s*secrets\.[^}]*\}\}[^|>]*$`, line)
	not contains(line, "::add-mask::")
	res := result.new("a script prints a secret", s)
}

deny contains res if {
	some s in github.step
	some line in split(s.run, "\n")
	regex.match(`^\s*set\s+-[a-z]*x|^\s*(env|printenv|export -p)\s*$`, line)
	some _, value in s.env
	regex.match(`\$\{\{\s*secrets\.`, value)
	res := result.new("a script that has a secret prints its variables or commands", s)
}
