# METADATA
# title: A script from the network is run at once
# description: What a server sends is run with the secrets of the pipeline without anyone having seen or checked it.
# custom:
#   id: SKI006
#   severity: HIGH
#   attack: Whoever controls the server, its name or the way to it reads the secrets, and what is built.
#   principle: verified sources
#   controls: [owasp-cicd-3]
#   recommended_action: Fetch to a file, check its digest or signature, then run it.
#   input:
#     selector:
#       - type: circleci
package sekisho.circleci.pipe_shell

import rego.v1

import data.lib.circleci
import data.lib.shell

deny contains res if {
	some s in circleci.script
	regex.match(shell.from_network, s.text)
	res := result.new("what curl or wget fetches goes to an interpreter", s.node)
}
