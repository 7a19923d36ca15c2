# METADATA
# title: A secret is printed
# description: The log hides values of variables only as they are; cut, encoded or short ones are there for everyone who may read the log.
# custom:
#   id: SKI012
#   severity: MEDIUM
#   attack: Whoever may read the log, in open projects everyone, has the secret.
#   principle: secrets outside of artifacts
#   controls: [owasp-cicd-6]
#   recommended_action: Do not print it; give it to the program by the environment or stdin.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.secret_printed

import rego.v1

import data.lib.circleci
import data.lib.secrets

deny contains res if {
	some s in circleci.script
	some line in split(s.text, "\n")
	words := regex.find_all_string_submatch_n(`^\s*(?:echo|printf)\s[^|>]*\$\{?([A-Z0-9_]+)\}?[^|>]*$`, line, 1)[0]
	secrets.named(words[1])
	res := result.new(sprintf("a script prints $%s", [words[1]]), s.node)
}

deny contains res if {
	some s in circleci.script
	some line in split(s.text, "\n")
	regex.match(`^\s*(env|printenv|export -p)(\s*\|\s*(sort|base64))?\s*$`, line)
	res := result.new("a script prints the environment", s.node)
}
