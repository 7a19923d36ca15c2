# METADATA
# title: A script from the network is run at once
# description: What a server sends is run with the secrets of the workflow without anyone having seen or checked it.
# custom:
#   id: SKG008
#   severity: HIGH
#   attack: Whoever controls the server, its name or the way to it reads the secrets, and what is built.
#   principle: verified sources
#   controls: [owasp-cicd-3]
#   recommended_action: Fetch to a file, check its digest or signature, then run it.
#   input:
#     selector:
#       - type: github-workflow
package sekisho.github.pipe_shell

import rego.v1

import data.lib.github
import data.lib.shell

deny contains res if {
	some s in github.step
	regex.match(shell.from_network, s.run)
	res := result.new("what curl or wget fetches goes to an interpreter", s)
}
